import type { Measured } from "../quality/measure.ts";
import type { Estimation, LossEstimation, Losses, ScoreEstimation } from "./estimation.ts";

/** Relative step of a numeric derivative. */
const small = 1e-4;

/** What a model's metrics would be over rows that have no labels yet, called as the quality of labelled ones is. */
export type Estimated = ReadonlyMap<string, Measured>;

/**
 * Estimates metrics from how many rows lie in each bin or leaf. The standard error is that of the realised metric around
 * the estimate, were the labels to come: labels turn out by chance, and the rows that were learnt from were few.
 *
 * @param counts as `CellCounter` gives them
 * @returns null when there are no rows
 */
export function estimateOf(estimation: Estimation, counts: readonly number[]): Estimated | null {
  if (counts.reduce((sum, count) => sum + count, 0) === 0) return null;
  return estimation.kind === "binary" ? ofScores(estimation, counts) : ofErrors(estimation.leaves, counts);
}

/** What the labelled rows themselves had, by the same counting. */
export function estimateOfBaseline(estimation: Estimation): Estimated | null {
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
 * Confidence-based performance estimation: a row of calibrated probability p that is answered with the positive class is
 * p of a true positive and 1 - p of a false one; the expected confusion matrix gives the metrics.
 * https://nannyml.readthedocs.io/en/stable/how_it_works/performance_estimation.html
 */
function ofScores({ bins, threshold }: ScoreEstimation, counts: readonly number[]): Estimated {
  const cells = bins.map(({ from, rows, positives }, bin) => {
    const count = counts[bin] ?? 0;
    const rate = positives / Math.max(1, rows);
    // Half a row of either class: a bin of which all turned out alike is not certain of it.
    const likely = (positives + 0.5) / (rows + 1);
    const spread = likely * (1 - likely);
    return {
      count,
      positives: count * rate,
      isPositive: from >= threshold,
      variance: count * spread + (count * count * spread) / Math.max(1, rows),
    };
  });
  const expected = cells.map(({ positives }) => positives);
  const metricsOf = (turnedOut: readonly number[]) => expectedMetrics(cells, turnedOut);
  const values = metricsOf(expected);
  const variances = new Map([...values.keys()].map((name) => [name, 0]));
  // The delta method: bins turn out each by itself.
  for (const [bin, { count, variance }] of cells.entries()) {
    if (count === 0) continue;
    const step = small * count;
    const moved = metricsOf(expected.map((positives, at) => (at === bin ? positives + step : positives)));
    for (const [name, value] of values) {
      const slope = ((moved.get(name) ?? value) - value) / step;
      variances.set(name, (variances.get(name) ?? 0) + slope * slope * variance);
    }
  }
  return new Map(
    [...values].map(([name, value]) => [name, { value, standardError: Math.sqrt(variances.get(name) ?? 0) }]),
  );
}

/** @param turnedOut how many rows of each bin are positive */
function expectedMetrics(
  cells: readonly { readonly count: number; readonly isPositive: boolean }[],
  turnedOut: readonly number[],
): ReadonlyMap<string, number> {
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  let [below, wins] = [0, 0];
  for (const [bin, { count, isPositive }] of cells.entries()) {
    const positives = turnedOut[bin] ?? 0;
    const negatives = count - positives;
    if (isPositive) {
      truePositives += positives;
      falsePositives += negatives;
    } else {
      falseNegatives += positives;
      trueNegatives += negatives;
    }
    // Of two rows of one bin nobody knows which has the higher score.
    wins += positives * (below + negatives / 2);
    below += negatives;
  }
  const [positives, negatives] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  return new Map([
    ["accuracy", (truePositives + trueNegatives) / (positives + negatives)],
    ["recall", truePositives / positives],
    ["precision", truePositives / (truePositives + falsePositives)],
    ["true_negative_rate", trueNegatives / negatives],
    ["f1", (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives)],
    ["auc", wins / (positives * negatives)],
  ]);
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
