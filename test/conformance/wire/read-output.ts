import { cbor } from "@smithy/core/cbor";
import { XMLParser } from "fast-xml-parser";
import { typedText } from "../../../packages/local/src/protocols/rest-input.ts";
import {
  type ServiceModel,
  type Shape,
  shapeOf,
} from "../../../packages/local/src/service-models/service-model.ts";
import type { WireAnswer } from "./exchange.ts";
import type { Protocol } from "./wire-request.ts";

const xml = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });

/** What an operation answered, as its output shape reads it. Members that the shape does not have stay in it. */
export function readOutput(
  model: ServiceModel,
  operation: string,
  answer: WireAnswer,
  protocol: Protocol,
): unknown {
  const name = model.operations[operation]?.output;
  if (name === undefined) return {};
  const shape = shapeOf(model, name);
  switch (protocol) {
    case "json":
      return answer.body.length === 0 ? {} : JSON.parse(answer.body.toString());
    case "cbor":
      return untagged(cbor.deserialize(answer.body));
    case "query": {
      const document: unknown = xml.parse(answer.body.toString());
      return element(
        model,
        shape,
        inside(inside(document, `${operation}Response`), `${operation}Result`) ?? {},
      );
    }
    case "rest":
      return restOutput(model, shape, answer);
  }
}

function restOutput(model: ServiceModel, shape: Shape, { status, headers, body }: WireAnswer): unknown {
  const { members = {}, payload } = shape;
  const output: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    const of = shapeOf(model, member.shape);
    const text = headers[(member.locationName ?? name).toLowerCase()];
    if (member.location === "statusCode") output[name] = status;
    if (member.location === "header" && text !== undefined) output[name] = typedText(text, of);
    if (name === payload) {
      output[name] = of.type === "blob" ? body : element(model, of, rootOf(body));
    }
  }
  if (payload !== undefined || body.length === 0) return output;
  const own = headers["content-type"]?.includes("xml")
    ? element(model, shape, rootOf(body))
    : (JSON.parse(body.toString()) as unknown);
  return { ...output, ...(own as object) };
}

/** The only element of a document. */
function rootOf(body: Buffer): unknown {
  const document = xml.parse(body.toString()) as Record<string, unknown>;
  return Object.entries(document).find(([name]) => name !== "?xml")?.[1] ?? {};
}

function inside(node: unknown, name: string): unknown {
  return typeof node === "object" && node !== null ? Reflect.get(node, name) : undefined;
}

function each(node: unknown): readonly unknown[] {
  return node === undefined ? [] : Array.isArray(node) ? node : [node];
}

/** Reads XML by a shape; what the shape does not have is kept as it is, to be found. */
function element(model: ServiceModel, shape: Shape, node: unknown): unknown {
  const of = (name: string | undefined, inner: unknown) =>
    name === undefined ? inner : element(model, shapeOf(model, name), inner);
  switch (shape.type) {
    case "list":
      return each(shape.flattened ? node : inside(node, shape.member?.locationName ?? "member")).map((one) =>
        of(shape.member?.shape, one),
      );
    case "map":
      return Object.fromEntries(
        each(inside(node, "entry")).map((pair) => [
          String(inside(pair, shape.key?.locationName ?? "key")),
          of(shape.value?.shape, inside(pair, shape.value?.locationName ?? "value")),
        ]),
      );
    case "structure": {
      if (typeof node !== "object" || node === null) return {};
      const members = Object.entries(shape.members ?? {});
      return Object.fromEntries(
        Object.entries(node).map(([wire, inner]) => {
          const [name, member] = members.find(
            ([own, { locationName }]) => (locationName ?? own) === wire,
          ) ?? [wire];
          return [name, member ? of(member.shape, inner) : inner];
        }),
      );
    }
    default:
      return typedText(typeof node === "string" ? node : "", shape);
  }
}

function untagged(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if ("tag" in value && "value" in value) {
    return Number(value.tag) === 1 ? new Date(Number(value.value) * 1000) : untagged(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, untagged(inner)]));
}
