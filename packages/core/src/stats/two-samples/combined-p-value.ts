import { normalQuantile } from "../distributions/normal.ts";

/**
 * One p-value of many lines: the least, corrected for their number m by Sidak, 1 - (1 - least)^m. A window without
 * drift has one below x with probability x when the lines are independent, and less often when they move together:
 * the family-wise rate is kept for 1 line as for 500.
 *
 * @param pValues between 0 and 1
 * @returns null when there are none
 */
export function combinedPValue(pValues: readonly number[]): number | null {
  if (pValues.length === 0) return null;
  const least = pValues.reduce((smallest, pValue) => Math.min(smallest, pValue), 1);
  return least >= 1 ? 1 : -Math.expm1(pValues.length * Math.log1p(-least));
}

/** Normal score of a p-value, high when it is small; +-8 at most. */
export function scoreOfPValue(pValue: number): number {
  return Math.min(8, Math.max(-8, 0 - normalQuantile(pValue)));
}
