import * as z from "zod/mini";

/** Numbers that JSON has no word for, by the texts that Python, JavaScript and Model Monitor have for them. */
const named: ReadonlyMap<unknown, number> = new Map(
  [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((number) => [String(number), number]),
);

/** A number, NaN and the infinities included, which may also be given as the texts "NaN", "Infinity", "-Infinity". */
export function anyNumber(expected: string) {
  return z.pipe(
    z.custom<number | string>((value) => typeof value === "number" || named.has(value), expected),
    z.transform((value) => (typeof value === "number" ? value : (named.get(value) ?? Number.NaN))),
  );
}

/**
 * What JSON can keep of a number: nothing of NaN, which is no measurement, and the largest number in place of an
 * infinity, so that it stays beyond every line that it is compared with.
 */
export function keptNumber(number: number): number | null {
  if (Number.isNaN(number)) return null;
  return Math.min(Math.max(number, -Number.MAX_VALUE), Number.MAX_VALUE);
}

/** A value as JSON can say it: numbers that it has no word for become texts, where `JSON.stringify` writes null. */
export function withNamedNumbers(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(withNamedNumbers);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inside]) => [key, withNamedNumbers(inside)] as const);
  return Object.fromEntries(entries);
}
