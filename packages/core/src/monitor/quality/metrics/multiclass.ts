import type { ConfusionMatrix } from "./binary.ts";
import { fScore, ratio } from "./f-score.ts";
import type { Outcome } from "./outcome.ts";

/** Rows are what turned out, columns what was predicted, classes in the order of their names. */
export function multiclassConfusion(outcomes: readonly Outcome[]): ConfusionMatrix {
  const classes = [
    ...new Set(outcomes.flatMap(({ label, prediction }) => [String(label), String(prediction)])),
  ];
  const counts = countsOf(outcomes);
  const names = classes.toSorted();
  // A class may be called __proto__; fromEntries makes a field of it as of any other.
  return Object.fromEntries(
    names.map((label) => [
      label,
      Object.fromEntries(names.map((prediction) => [prediction, counts.get(label)?.get(prediction) ?? 0])),
    ]),
  );
}

/**
 * Metrics of several classes, shares from 0 to 1; weighted ones are means over the classes by how often they turned
 * out.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 *
 * @param outcomes at least one
 */
export function multiclassMetrics(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const counts = countsOf(outcomes);
  const predicted = new Map<string, number>();
  for (const { prediction } of outcomes) {
    const name = String(prediction);
    predicted.set(name, (predicted.get(name) ?? 0) + 1);
  }
  const weighted = { recall: 0, precision: 0, f0_5: 0, f1: 0, f2: 0 };
  let right = 0;
  for (const [name, row] of counts) {
    const hits = row.get(name) ?? 0;
    const turnedOut = [...row.values()].reduce((sum, count) => sum + count, 0);
    const recall = ratio(hits, turnedOut);
    const precision = ratio(hits, predicted.get(name) ?? 0);
    const weight = turnedOut / outcomes.length;
    weighted.recall += weight * recall;
    weighted.precision += weight * precision;
    weighted.f0_5 += weight * fScore(precision, recall, 0.5);
    weighted.f1 += weight * fScore(precision, recall, 1);
    weighted.f2 += weight * fScore(precision, recall, 2);
    right += hits;
  }
  return {
    accuracy: ratio(right, outcomes.length),
    weighted_recall: weighted.recall,
    weighted_precision: weighted.precision,
    weighted_f0_5: weighted.f0_5,
    weighted_f1: weighted.f1,
    weighted_f2: weighted.f2,
  };
}

/** What turned out -> what was predicted -> how often. */
function countsOf(outcomes: readonly Outcome[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { label, prediction } of outcomes) {
    const row = counts.get(String(label)) ?? new Map<string, number>();
    row.set(String(prediction), (row.get(String(prediction)) ?? 0) + 1);
    counts.set(String(label), row);
  }
  return counts;
}
