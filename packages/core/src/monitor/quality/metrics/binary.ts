import { areaUnderCurve } from "./area-under-curve.ts";
import { fScore, ratio } from "./f-score.ts";
import type { Outcome } from "./outcome.ts";

export type ConfusionMatrix = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Rows are what turned out, columns what was predicted; "1" is the positive class. */
export function binaryConfusion(outcomes: readonly Outcome[], positive: string): ConfusionMatrix {
  const counts = countsOf(outcomes, positive);
  return {
    "0": { "0": counts.trueNegatives, "1": counts.falsePositives },
    "1": { "0": counts.falseNegatives, "1": counts.truePositives },
  };
}

/**
 * Metrics of two classes, shares from 0 to 1; `auc` only where there are scores.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 *
 * @param outcomes at least one
 * @param positive the positive class's label; every other label is the negative class
 */
export function binaryMetrics(
  outcomes: readonly Outcome[],
  positive: string,
): Readonly<Record<string, number>> {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = countsOf(outcomes, positive);
  const recall = ratio(truePositives, truePositives + falseNegatives);
  const precision = ratio(truePositives, truePositives + falsePositives);
  const scored = outcomes.flatMap(({ score, label }) =>
    score === null ? [] : [{ score, positive: label === positive }],
  );
  return {
    recall,
    precision,
    accuracy: ratio(truePositives + trueNegatives, outcomes.length),
    true_positive_rate: recall,
    true_negative_rate: ratio(trueNegatives, trueNegatives + falsePositives),
    false_positive_rate: ratio(falsePositives, trueNegatives + falsePositives),
    false_negative_rate: ratio(falseNegatives, truePositives + falseNegatives),
    f0_5: fScore(precision, recall, 0.5),
    f1: fScore(precision, recall, 1),
    f2: fScore(precision, recall, 2),
    ...(scored.length > 0 ? { auc: areaUnderCurve(scored) } : {}),
  };
}

function countsOf(outcomes: readonly Outcome[], positive: string): Counts {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const { label, prediction } of outcomes) {
    if (label === positive) counts[prediction === positive ? "truePositives" : "falseNegatives"] += 1;
    else counts[prediction === positive ? "falsePositives" : "trueNegatives"] += 1;
  }
  return counts;
}
