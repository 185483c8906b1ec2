import { type Member, type ServiceModel, type Shape, shapeOf } from "../service-models/service-model.ts";
import {
  type Broken,
  constraintsOf,
  type Limits,
  lengthLimits,
  numberLimits,
  textLimits,
} from "./single-value.ts";
import { type Place, pathOf, shownValue, type Violation } from "./violation.ts";
import { isBytes, isTimestamp, javaName } from "./wire-types.ts";
import { WrongType } from "./wrong-type.ts";

/** Looks at one value; what it finds it adds. */
type Check = (value: unknown, place: Place | null, found: Violation[]) => void;

/** Finds out what values a service's model does not allow. Shapes are compiled when they are first met. */
export class Validator {
  readonly #model: ServiceModel;
  readonly #checks = new Map<string, Check>();

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  /**
   * Everything that the shape does not allow about a value. Null is no value; members that the shape does not have are
   * not looked at, as in the services.
   *
   * @throws WrongType
   */
  violations(shape: string, value: unknown): readonly Violation[] {
    const found: Violation[] = [];
    this.#check(shape)(value, null, found);
    return found;
  }

  #check(name: string): Check {
    const known = this.#checks.get(name);
    if (known) return known;
    let compiled: Check | null = null;
    // Found by shapes that contain themselves.
    this.#checks.set(name, (value, place, found) => compiled?.(value, place, found));
    compiled = this.#compile(shapeOf(this.#model, name));
    this.#checks.set(name, compiled);
    return compiled;
  }

  #compile(shape: Shape): Check {
    switch (shape.type) {
      case "structure":
        return this.#structure(shape);
      case "list":
        return this.#list(shape, need(shape.member));
      case "map":
        return this.#map(shape, need(shape.key), need(shape.value));
      case "string":
      case "character":
        return single(shape, (value) => typeof value === "string", textLimits(shape));
      case "blob":
        return single(shape, isBytes, bytesLimits(shape));
      case "boolean":
        return single(shape, (value) => typeof value === "boolean", null);
      case "timestamp":
        return single(shape, isTimestamp, null);
      case "integer":
      case "long":
        return single(shape, (value) => typeof value === "number", numberLimits(shape));
      case "float":
      case "double":
        // JSON has no other way to write these.
        return single(
          shape,
          (value) => typeof value === "number" || /^(NaN|-?Infinity)$/.test(String(value)),
          numberLimits(shape),
        );
    }
  }

  #structure({ members = {}, required = [], union }: Shape): Check {
    const checks = new Map<string, Check>();
    // Not before it is met: a request knows few of a service's shapes.
    const checkOf = (name: string): Check | null => {
      const known = checks.get(name);
      if (known) return known;
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!member) return null;
      const check = this.#check(member.shape);
      checks.set(name, check);
      return check;
    };
    const needed = new Set(required);
    const mandatory = required.filter((name) => name in members);
    return (value, place, found) => {
      const given = objectOf(value, "Structure", place);
      for (const name of mandatory) {
        if (given[name] === undefined || given[name] === null)
          found.push(missing({ above: place, step: name }));
      }
      let set = 0;
      for (const name of Object.keys(given)) {
        const member = given[name];
        const check = member === undefined || member === null ? null : checkOf(name);
        if (!check) continue;
        set += 1;
        check(member, { above: place, step: name }, found);
      }
      if (union && set !== 1 && needed.size === 0) {
        found.push({
          path: pathOf(place),
          kind: "members",
          constraint: `Exactly one of ${Object.keys(members).join(", ")} must be set`,
          shown: shownValue(value),
        });
      }
    };
  }

  #list(shape: Shape, { shape: name }: Member): Check {
    const length = lengthLimits(shape);
    const element = shapeOf(this.#model, name);
    const each = this.#check(name);
    const together = isNested(element) ? null : `Member must satisfy constraint: [${constraintsOf(element)}]`;
    return (value, place, found) => {
      if (!Array.isArray(value)) throw new WrongType(value, "List", textOf(place));
      report(length?.(value.length), shape, value, place, found);
      const inner: Violation[] = [];
      value.forEach((one: unknown, step) => {
        if (one === null || one === undefined) found.push(missing({ above: place, step }));
        else each(one, { above: place, step }, together === null ? found : inner);
      });
      reportTogether(inner, together, value, place, found);
    };
  }

  #map(shape: Shape, { shape: key }: Member, { shape: name }: Member): Check {
    const length = lengthLimits(shape);
    const keyShape = shapeOf(this.#model, key);
    const valueShape = shapeOf(this.#model, name);
    const eachKey = this.#check(key);
    const each = this.#check(name);
    const aboutKeys = `Map keys must satisfy constraint: [${constraintsOf(keyShape)}]`;
    const aboutValues = isNested(valueShape)
      ? null
      : `Map value must satisfy constraint: [${constraintsOf(valueShape)}]`;
    return (value, place, found) => {
      const entries = Object.entries(objectOf(value, "Map", place));
      report(length?.(entries.length), shape, value, place, found);
      const keys: Violation[] = [];
      const values: Violation[] = [];
      for (const [step, inner] of entries) {
        eachKey(step, { above: place, step }, keys);
        if (inner === null || inner === undefined) found.push(missing({ above: place, step }));
        else each(inner, { above: place, step }, aboutValues === null ? found : values);
      }
      reportTogether(keys, aboutKeys, value, place, found);
      reportTogether(values, aboutValues, value, place, found);
    };
  }
}

function single(shape: Shape, isType: (value: unknown) => boolean, limits: Limits | null): Check {
  return (value, place, found) => {
    if (!isType(value)) throw new WrongType(value, javaName(shape.type), textOf(place));
    if (limits) report(limits(value), shape, value, place, found);
  };
}

function bytesLimits(shape: Shape): Limits | null {
  const length = lengthLimits(shape);
  if (!length) return null;
  return (value) =>
    length(value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value), "base64"));
}

function report(
  broken: readonly Broken[] | undefined,
  { sensitive }: Shape,
  value: unknown,
  place: Place | null,
  found: Violation[],
): void {
  for (const { kind, constraint } of broken ?? []) {
    found.push({ path: pathOf(place), kind, constraint, shown: sensitive ? null : shownValue(value) });
  }
}

/** What is wrong with single values of a list or a map is told once, of the whole. */
function reportTogether(
  inner: readonly Violation[],
  constraint: string | null,
  value: unknown,
  place: Place | null,
  found: Violation[],
): void {
  const [first] = inner;
  if (first === undefined || constraint === null) return;
  const shown = inner.some((each) => each.shown === null) ? null : shownValue(value);
  found.push({ path: pathOf(place), kind: first.kind, constraint, shown });
}

function missing(place: Place): Violation {
  return { path: pathOf(place), kind: "missing", constraint: "Member must not be null", shown: "null" };
}

function isNested({ type }: Shape): boolean {
  return type === "structure" || type === "list" || type === "map";
}

function objectOf(value: unknown, wanted: string, place: Place | null): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject) throw new WrongType(value, wanted, textOf(place));
  // Protocols give plain objects with text keys.
  return value as Readonly<Record<string, unknown>>;
}

function textOf(place: Place | null): string {
  return pathOf(place).join(".");
}

function need(member: Member | undefined): Member {
  if (!member) throw new Error("A list or a map of the model has no shape for what is in it.");
  return member;
}
