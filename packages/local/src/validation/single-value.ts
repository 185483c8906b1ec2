import type { Shape } from "../service-models/service-model.ts";
import { javaPattern } from "./java-pattern.ts";
import type { Violation } from "./violation.ts";

/** What a value breaks. */
export interface Broken {
  readonly kind: Violation["kind"];
  readonly constraint: string;
}

export type Limits = (value: unknown) => readonly Broken[];

const nothing: readonly Broken[] = [];

/** What a text, or the length of a list or a map, is held to; null when it may be anything. */
export function lengthLimits({ min, max }: Shape): ((length: number) => readonly Broken[]) | null {
  const [least, most] = [min ?? 0, max ?? Number.POSITIVE_INFINITY];
  if (least === 0 && max === undefined) return null;
  const short: readonly Broken[] = [
    { kind: "length", constraint: `Member must have length greater than or equal to ${least}` },
  ];
  const long: readonly Broken[] = [
    { kind: "length", constraint: `Member must have length less than or equal to ${most}` },
  ];
  return (length) => (length < least ? short : length > most ? long : nothing);
}

/** What a number is held to. */
export function numberLimits({ min, max }: Shape): Limits | null {
  if (min === undefined && max === undefined) return null;
  const [least, most] = [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY];
  const low: readonly Broken[] = [
    { kind: "value", constraint: `Member must have value greater than or equal to ${least}` },
  ];
  const high: readonly Broken[] = [
    { kind: "value", constraint: `Member must have value less than or equal to ${most}` },
  ];
  return (value) => (Number(value) < least ? low : Number(value) > most ? high : nothing);
}

/** What a text is held to: length, pattern, one of some values. */
export function textLimits(shape: Shape): Limits | null {
  const { pattern, enum: values } = shape;
  const length = lengthLimits(shape);
  const expression = pattern === undefined ? null : javaPattern(pattern);
  const known = values ? new Set(values) : null;
  if (!length && !expression && !known) return null;
  const mismatch: Broken = {
    kind: "pattern",
    constraint: `Member must satisfy regular expression pattern: ${pattern ?? ""}`,
  };
  const stranger: Broken = {
    kind: "enum",
    constraint: `Member must satisfy enum value set: [${values?.join(", ") ?? ""}]`,
  };
  return (value) => {
    const text = String(value);
    // The services count characters of UTF-16, as Java does.
    const wrongLength = length?.(text.length) ?? nothing;
    if (known && !known.has(text)) return [...wrongLength, stranger];
    // What is too long already is not matched: some of the expressions take a time that grows with the square.
    if (expression && (wrongLength.length === 0 || text.length < 256) && !expression.test(text)) {
      return [...wrongLength, mismatch];
    }
    return wrongLength;
  };
}

/** All that a shape asks of a value, as errors about lists and maps of it tell: `Member must satisfy constraint: [...]`. */
export function constraintsOf({ type, min, max, pattern, enum: values }: Shape): string {
  const measure = ["integer", "long", "float", "double"].includes(type) ? "value" : "length";
  return [
    ...(max === undefined ? [] : [`Member must have ${measure} less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`Member must have ${measure} greater than or equal to ${min}`]),
    ...(pattern === undefined ? [] : [`Member must satisfy regular expression pattern: ${pattern}`]),
    ...(values === undefined ? [] : [`Member must satisfy enum value set: [${values.join(", ")}]`]),
  ].join(", ");
}
