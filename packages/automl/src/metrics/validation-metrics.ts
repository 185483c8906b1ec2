import { binaryMetrics } from "@driftwheel/core/monitor/quality/metrics/binary.ts";
import { fScore, ratio } from "@driftwheel/core/monitor/quality/metrics/f-score.ts";
import type { Outcome } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { regressionMetrics } from "@driftwheel/core/monitor/quality/metrics/regression.ts";
import type { Judged } from "../model/model.ts";
import type { ProblemType } from "../preparation/prepared.ts";

export interface Asked {
  readonly problemType: ProblemType;
  readonly labels: readonly string[];
}

/**
 * The metrics of a problem type, called as AutoML jobs call them. What is not defined, such as the area under the
 * curve of one class, is no number.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/autopilot-metrics-validation.html
 */
export function validationMetrics(judged: readonly Judged[], asked: Asked): Readonly<Record<string, number>> {
  const outcomes = outcomesOf(judged, asked);
  switch (asked.problemType) {
    case "Regression": {
      const { mse, rmse, mae, r2 } = regressionMetrics(outcomes);
      return named({ MSE: mse, RMSE: rmse, MAE: mae, R2: r2 });
    }
    case "BinaryClassification": {
      const own = binaryMetrics(outcomes, asked.labels[1] ?? "");
      return named({
        Accuracy: own.accuracy,
        AUC: own.auc,
        BalancedAccuracy: ((own.recall ?? 0) + (own.true_negative_rate ?? 0)) / 2,
        F1: own.f1,
        Precision: own.precision,
        Recall: own.recall,
        LogLoss: logLoss(judged, asked.labels),
      });
    }
    case "MulticlassClassification": {
      const classes = asked.labels.map((label) => ofClass(outcomes, label));
      const recall = meanOf(classes.map((each) => each.recall));
      return named({
        Accuracy: ratio(judged.filter(({ label, target }) => label === target).length, judged.length),
        BalancedAccuracy: recall,
        F1macro: meanOf(classes.map((each) => each.f1)),
        PrecisionMacro: meanOf(classes.map((each) => each.precision)),
        RecallMacro: recall,
        LogLoss: logLoss(judged, asked.labels),
      });
    }
  }
}

/** As the metrics of a monitor take them. */
export function outcomesOf(judged: readonly Judged[], { problemType, labels }: Asked): readonly Outcome[] {
  return judged.map(({ label, target, chances }) => {
    const isNumber = problemType === "Regression";
    return {
      variant: "",
      label: isNumber ? Number(target) : target,
      prediction: isNumber ? Number(label) : label,
      score: labels.length === 2 ? (chances[1] ?? null) : null,
      success: label === target,
    };
  });
}

/** One class against the rest. */
function ofClass(outcomes: readonly Outcome[], label: string) {
  const right = outcomes.filter((each) => each.label === label && each.prediction === label).length;
  const recall = ratio(right, outcomes.filter((each) => each.label === label).length);
  const precision = ratio(right, outcomes.filter((each) => each.prediction === label).length);
  return { recall, precision, f1: fScore(precision, recall, 1) };
}

/** A chance of 0 of what turned out would be infinitely wrong. */
const leastChance = 1e-15;

function logLoss(judged: readonly Judged[], labels: readonly string[]): number {
  return meanOf(
    judged.map(
      ({ target, chances }) => -Math.log(Math.max(chances[labels.indexOf(target)] ?? 0, leastChance)),
    ),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function named(metrics: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, value ?? Number.NaN] as const),
  );
}
