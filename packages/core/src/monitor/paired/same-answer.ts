import { asLabel } from "../quality/metrics/outcome.ts";

/** What is left of a difference by rounding binary numbers. */
const rounding = 1e-9;

/**
 * Whether two answers to the same request are the same, row by row: classes as they are named, whatever they are written as
 * (1, "1", "1.0" and true are one), and numbers that differ by no more than what is tolerated.
 *
 * @param within in the answers' unit; null where they must be equal
 */
export function isSameAnswer(
  one: readonly unknown[],
  other: readonly unknown[],
  within: number | null,
): boolean {
  return one.length === other.length && one.every((value, row) => isSame(value, other[row], within));
}

function isSame(one: unknown, other: unknown, within: number | null): boolean {
  if (within !== null) {
    const [first, second] = [asLabel(one, "regression"), asLabel(other, "regression")];
    if (typeof first === "number" && typeof second === "number") {
      return Math.abs(first - second) <= within + rounding * Math.max(1, Math.abs(first));
    }
  }
  const [first, second] = [asLabel(one, "multiclass"), asLabel(other, "multiclass")];
  if (first !== null && second !== null) return first === second;
  return JSON.stringify(one) === JSON.stringify(other);
}
