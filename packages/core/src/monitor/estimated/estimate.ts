import type { Measured } from "../quality/measure.ts";
import { estimateClasses } from "./estimate-classes.ts";
import { estimateScores } from "./estimate-scores.ts";
import type { Estimation, LossEstimation, Losses } from "./estimation.ts";

/** What a model's metrics would be over rows that have no labels yet, called as the quality of labelled ones is. */
export type Estimated = ReadonlyMap<string, Measured>;

/**
 * Estimates metrics from how many rows lie in each bin or leaf, or are likely to be of each class. The standard error is that of the realised metric around
 * the estimate, were the labels to come: labels turn out by chance, and the rows that were learnt from were few.
 *
 * @param counts as `CellCounter` and `ClassCounter` give them
 * @returns null when there are no rows
 */
export function estimateOf(estimation: Estimation, counts: readonly number[]): Estimated | null {
  if (counts.reduce((sum, count) => sum + count, 0) === 0) return null;
  switch (estimation.kind) {
    case "binary":
      return estimateScores(estimation, counts);
    case "multiclass":
      return estimateClasses(estimation, counts);
    case "regression":
      return ofErrors(estimation.leaves, counts);
  }
}

/** What the labelled rows themselves had, by the same counting. */
export function estimateOfBaseline(estimation: Estimation): Estimated | null {
  if (estimation.kind === "multiclass") return estimateOf(estimation, estimation.counts);
  const bins = estimation.kind === "binary" ? estimation.bins : estimation.leaves;
  return estimateOf(
    estimation,
    bins.map(({ rows }) => rows),
  );
}

/** The same of a regression where of each row only the prediction is known. @param counts rows of each of its bins */
export function estimateByPrediction(
  { byPrediction }: LossEstimation,
  counts: readonly number[],
): Estimated | null {
  return counts.some((count) => count > 0) ? ofErrors(byPrediction, counts) : null;
}

/**
 * Direct loss estimation: the mean of the errors that labelled rows had where the rows lie.
 * https://nannyml.readthedocs.io/en/stable/how_it_works/performance_estimation.html
 */
function ofErrors(bins: readonly Losses[], counts: readonly number[]): Estimated {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = (of: (bin: Losses) => number) =>
    bins.reduce((sum, bin, place) => sum + ((counts[place] ?? 0) / total) * of(bin), 0);
  const error = (variance: (bin: Losses) => number) =>
    Math.sqrt(
      bins.reduce((sum, bin, place) => {
        const count = counts[place] ?? 0;
        return sum + variance(bin) * (count + (count * count) / Math.max(1, bin.rows));
      }, 0),
    ) / total;
  const squared = { value: mean((bin) => bin.squared), standardError: error((bin) => bin.squaredVariance) };
  const root = Math.sqrt(squared.value);
  return new Map([
    ["mae", { value: mean((bin) => bin.absolute), standardError: error((bin) => bin.absoluteVariance) }],
    ["mse", squared],
    ["rmse", { value: root, standardError: root > 0 ? squared.standardError / (2 * root) : 0 }],
  ]);
}
