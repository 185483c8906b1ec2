import {
  type ModelledService,
  type ServiceModel,
  type Shape,
  serviceModel,
  shapeOf,
} from "../../packages/local/src/service-models/service-model.ts";
import { brokenValues } from "./broken-values.ts";
import { single, smallest } from "./valid-values.ts";

type Value = Readonly<Record<string, unknown>>;

/** A request, and the one thing that is wrong with it; `breaks` is null when nothing is. */
export interface Case {
  readonly service: ModelledService;
  readonly operation: string;
  /** `ProductionVariants.0.VariantName`; empty for the request itself. */
  readonly place: string;
  readonly breaks: "required" | "pattern" | "enum" | "range" | "length" | "type" | null;
  readonly input: Value;
}

type Route = readonly (string | number)[];

/** Every request of an operation that can be made from its model: the smallest, one for each member, and what breaks each. */
export function casesOf(service: ModelledService, operation: string): readonly Case[] {
  const model = serviceModel(service);
  const shape = model.operations[operation]?.input;
  if (shape === undefined) return [{ service, operation, place: "", breaks: null, input: {} }];
  const cases: Case[] = [];
  const add = (route: Route, breaks: Case["breaks"], input: Value) =>
    cases.push({ service, operation, place: route.join("."), breaks, input });
  const base = () => smallest(model, shape) as Record<string, unknown>;
  add([], null, base());
  visit(model, shape, [], [], (route, name) => {
    const of = shapeOf(model, name);
    const member = typeof route.at(-1) === "string" ? String(route.at(-1)) : "";
    const carrying = (value: unknown) => placed(model, shape, base(), route, value);
    if (route.length > 0) {
      add(route, null, carrying(filled(model, name, member)));
      for (const { breaks, value } of brokenValues(of, member)) add(route, breaks, carrying(value));
      for (const value of wrongLengths(model, of)) add(route, "length", carrying(value));
    }
    for (const needed of of.required ?? []) {
      const whole = smallest(model, name) as Record<string, unknown>;
      delete whole[needed];
      add([...route, needed], "required", route.length === 0 ? whole : carrying(whole));
    }
  });
  return cases;
}

/** Calls for each place of a shape, once for each shape that contains itself. */
function visit(
  model: ServiceModel,
  name: string,
  route: Route,
  above: readonly string[],
  call: (route: Route, name: string) => void,
): void {
  call(route, name);
  if (above.includes(name) || route.length > 12) return;
  const { members = {}, member, value } = shapeOf(model, name);
  const inner = [...above, name];
  for (const [step, of] of Object.entries(members)) visit(model, of.shape, [...route, step], inner, call);
  if (member) visit(model, member.shape, [...route, 0], inner, call);
  if (value) visit(model, value.shape, [...route, keyOf(model, shapeOf(model, name))], inner, call);
}

function keyOf(model: ServiceModel, { key }: Shape): string {
  return key ? String(single(shapeOf(model, key.shape), "")) : "key";
}

/** A value with something in it: of a list one element, of a map one entry. */
function filled(model: ServiceModel, name: string, member: string): unknown {
  const shape = shapeOf(model, name);
  const least = Math.max(shape.min ?? 1, 1);
  if (shape.type === "list") {
    const element = shape.member?.shape ?? "";
    return Array.from({ length: least }, () => smallest(model, element, member));
  }
  if (shape.type === "map")
    return { [keyOf(model, shape)]: smallest(model, shape.value?.shape ?? "", member) };
  return smallest(model, name, member);
}

/** Lists and maps that are too short or too long. */
function wrongLengths(model: ServiceModel, shape: Shape): readonly unknown[] {
  const { type, min = 0, max } = shape;
  if (type !== "list" && type !== "map") return [];
  const of = (length: number): unknown => {
    const inner = () => smallest(model, (type === "list" ? shape.member : shape.value)?.shape ?? "");
    if (type === "list") return Array.from({ length }, inner);
    const key = keyOf(model, shape);
    return Object.fromEntries(Array.from({ length }, (_, index) => [`${key}${index}`, inner()]));
  };
  const longest = type === "list" ? 5_000 : 0;
  return [...(min > 0 ? [of(min - 1)] : []), ...(max !== undefined && max <= longest ? [of(max + 1)] : [])];
}

/** A request with a value at a place, and what is needed around it. */
function placed(
  model: ServiceModel,
  name: string,
  value: Record<string, unknown>,
  [step, ...rest]: Route,
  leaf: unknown,
): Record<string, unknown> {
  const { members = {}, union } = shapeOf(model, name);
  const member = members[String(step)];
  if (!member) throw new Error(`${name} has no member ${String(step)}.`);
  return { ...(union ? {} : value), [String(step)]: holder(model, member.shape, rest, leaf) };
}

/** A value with another at a place in it. */
function holder(model: ServiceModel, name: string, route: Route, leaf: unknown): unknown {
  if (route.length === 0) return leaf;
  const shape = shapeOf(model, name);
  if (shape.type === "structure") {
    return placed(model, name, smallest(model, name) as Record<string, unknown>, route, leaf);
  }
  const [next, ...further] = route;
  const element = (shape.type === "list" ? shape.member : shape.value)?.shape ?? "";
  const one = holder(model, element, further, leaf);
  if (shape.type === "map") return { [String(next)]: one };
  const others = Array.from({ length: Math.max((shape.min ?? 1) - 1, 0) }, () => smallest(model, element));
  return [one, ...others];
}
