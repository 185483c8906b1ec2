import { normalQuantile } from "./distributions/normal.ts";
import { cusumLine, cusumStep } from "./sequential/cusum.ts";
import { combinedPValue } from "./two-samples/combined-p-value.ts";

/** No single score counts for more than this: one wild window must not cross a line alone. */
const largestScore = 3;

/** The sum of each feature, by name. */
export type FeatureCusums = ReadonlyMap<string, number>;

/**
 * One more window for the CUSUM of each feature. It finds a feature that drifts alone, and says which it is.
 *
 * The family's rate of false alarms: each of F features gets a line for an average run length F times the wanted one
 * (`featureCusumLine`). Expected alarms add up whatever the features have to do with each other (Bonferroni, for
 * rates), so F features together alarm falsely once in the wanted run length at most: for 500 features and one
 * alarm in 10,000 windows each line is set for 5,000,000 windows, with k = 0.5 at 13.6 instead of 7.4.
 *
 * @param scores standard normal of each feature when nothing has changed; clipped to -3 and 3. A feature without a score keeps its
 *   sum; one that is new starts at 0.
 */
export function updateFeatureCusums(
  cusums: FeatureCusums,
  scores: ReadonlyMap<string, number>,
  k: number,
): FeatureCusums {
  const next = new Map(cusums);
  for (const [feature, score] of scores) {
    const clipped = Math.min(largestScore, Math.max(-largestScore, score));
    next.set(feature, cusumStep(cusums.get(feature) ?? 0, clipped, k));
  }
  return next;
}

/**
 * The line for each of so many features, by which all together raise one false alarm in `averageRunLength` windows at
 * most. With one feature it is the plain CUSUM's.
 */
export function featureCusumLine(averageRunLength: number, features: number, k: number): number {
  return cusumLine(averageRunLength * Math.max(1, features), k);
}

/** Features at or above their line, the highest sum first; equal sums by name. */
export function alarmedFeatures(cusums: FeatureCusums, line: number): readonly string[] {
  return [...cusums]
    .filter(([, sum]) => sum > 0 && sum >= line)
    .sort(([one, sum], [other, otherSum]) => otherSum - sum || (one < other ? -1 : 1))
    .map(([feature]) => feature);
}

/**
 * One standard normal score for all features of a window, for one combined CUSUM. It finds drift that wanders from
 * feature to feature, and its line needs no more than the wanted run length (`cusumLine`), however many features.
 *
 * The family's rate of false alarms: the least of F p-values is corrected within the window by Sidak,
 * p = 1 - (1 - least)^F, which is uniform for independent features, so the score is standard normal and the CUSUM
 * keeps its run length; for features that move together, p is larger than it need be and false alarms are rarer.
 * https://doi.org/10.1080/01621459.1967.10482935
 *
 * @param pValues one for each feature, uniform when nothing has changed; NaN, which tells nothing, is left out
 * @returns from -3 to 3; 0 when nothing was measured
 */
export function combinedScore(pValues: readonly number[]): number {
  const measured = pValues.filter((pValue) => !Number.isNaN(pValue)).map((pValue) => Math.max(0, pValue));
  const combined = combinedPValue(measured);
  if (combined === null) return 0;
  return Math.min(largestScore, Math.max(-largestScore, 0 - normalQuantile(combined)));
}
