import type { Measured } from "../quality/measure.ts";
import type { ScoreEstimation } from "./estimation.ts";

/** Relative step of a numeric derivative. */
const small = 1e-4;

/**
 * Confidence-based performance estimation: a row of calibrated probability p that is answered with the positive class is
 * p of a true positive and 1 - p of a false one; the expected confusion matrix gives the metrics.
 * https://nannyml.readthedocs.io/en/stable/how_it_works/performance_estimation.html
 */
export function estimateScores(
  { bins, threshold }: ScoreEstimation,
  counts: readonly number[],
): ReadonlyMap<string, Measured> {
  return ofBins(
    bins.map(({ from, rows, positives }, bin) => {
      const count = counts[bin] ?? 0;
      return {
        from,
        learntFrom: rows,
        count,
        positives: (count * positives) / Math.max(1, rows),
        // Half a row of either class: a bin of which all turned out alike is not certain of it.
        likely: (positives + 0.5) / (rows + 1),
      };
    }),
    threshold,
  );
}

/** A bin of scores: its lowest, how many rows it was learnt from, and rows of which so many are likely to be positive. */
interface ExpectedBin {
  readonly from: number;
  readonly learntFrom: number;
  readonly count: number;
  readonly positives: number;
  /** The chance of each to be positive, never certain. */
  readonly likely: number;
}

/** The metrics of two classes over bins of scores, rising, with their standard errors. */
export function ofBins(bins: readonly ExpectedBin[], threshold: number): ReadonlyMap<string, Measured> {
  const cells = bins.map(({ from, learntFrom, count, positives, likely }) => {
    const spread = likely * (1 - likely);
    const variance = count * spread + (count * count * spread) / Math.max(1, learntFrom);
    return { count, positives, isPositive: from >= threshold, variance };
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
