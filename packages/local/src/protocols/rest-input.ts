import type { RequestHeaders } from "../http/request.ts";
import { type Member, type ServiceModel, type Shape, shapeOf } from "../service-models/service-model.ts";

/** What the REST protocols spread over a request. */
export interface RestParts {
  /** The parts of the path that the operation's URI names, decoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  /** The member that is the body; undefined when there is none, or it is only bytes. */
  readonly payload?: unknown;
}

/**
 * A request's members, gathered as its shape says. What is no number where one is meant stays text, for the validator
 * to refuse. Source: https://smithy.io/2.0/spec/http-bindings.html
 */
export function restInput(
  model: ServiceModel,
  shapeName: string,
  { labels, query, headers, payload }: RestParts,
): Readonly<Record<string, unknown>> {
  const { byHeader, byPrefix, byQuery, payload: bodyMember } = bindingsOf(model, shapeName);
  const input: Record<string, unknown> = { ...labels };
  // A request has fewer headers than a shape of S3 has members.
  for (const [name, text] of Object.entries(headers)) {
    const bound = byHeader.get(name);
    if (bound) input[bound.name] = typed(text, bound);
    const prefixed = byPrefix.find(({ prefix }) => name.startsWith(prefix));
    if (prefixed)
      input[prefixed.name] = {
        ...objectOf(input[prefixed.name]),
        [name.slice(prefixed.prefix.length)]: text,
      };
  }
  for (const [name, text] of query) {
    const bound = byQuery.get(name);
    if (!bound) continue;
    if (bound.element === null) input[bound.name] = typed(text, bound);
    else input[bound.name] = [...listOf(input[bound.name]), text];
  }
  if (bodyMember !== null && payload !== undefined) input[bodyMember] = payload;
  return input;
}

interface Bound {
  readonly name: string;
  readonly shape: Shape;
  /** Of a list; null of all else. */
  readonly element: string | null;
}

interface Bindings {
  readonly byHeader: ReadonlyMap<string, Bound>;
  readonly byQuery: ReadonlyMap<string, Bound>;
  readonly byPrefix: readonly { readonly name: string; readonly prefix: string }[];
  readonly payload: string | null;
}

const known = new WeakMap<ServiceModel, Map<string, Bindings>>();

function bindingsOf(model: ServiceModel, shapeName: string): Bindings {
  const ofModel = known.get(model) ?? new Map<string, Bindings>();
  known.set(model, ofModel);
  const found = ofModel.get(shapeName);
  if (found) return found;
  const shape = shapeOf(model, shapeName);
  const members = Object.entries(shape.members ?? {});
  const at = (location: Member["location"]) =>
    members.filter(([, member]) => member.location === location).map(([name, member]) => ({ name, member }));
  const bound = (location: Member["location"], change: (text: string) => string) =>
    new Map(
      at(location).map(({ name, member }) => {
        const ofMember = shapeOf(model, member.shape);
        const element = ofMember.type === "list" ? (ofMember.member?.shape ?? null) : null;
        return [change(member.locationName ?? name), { name, shape: ofMember, element }];
      }),
    );
  const bindings = {
    byHeader: bound("header", (text) => text.toLowerCase()),
    byQuery: bound("querystring", (text) => text),
    byPrefix: at("headers").map(({ name, member }) => ({
      name,
      prefix: (member.locationName ?? "").toLowerCase(),
    })),
    payload: shape.payload ?? null,
  };
  ofModel.set(shapeName, bindings);
  return bindings;
}

function typed(text: string, { shape, element }: Bound): unknown {
  if (element !== null) return text.split(",").map((one) => one.trim());
  return typedText(text, shape);
}

/** A text as the type that a shape has, where it reads as one. */
export function typedText(text: string, { type }: Shape): unknown {
  switch (type) {
    case "integer":
    case "long":
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case "float":
    case "double":
      return text.trim() !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
    case "boolean":
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
    default:
      return text;
  }
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
