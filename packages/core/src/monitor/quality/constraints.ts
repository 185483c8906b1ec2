import { normalCdf } from "../../stats/distributions/normal.ts";
import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { Quality } from "./measure.ts";
import type { Problem } from "./metrics/outcome.ts";
import { metricIn } from "./quality-statistics.ts";

/** A line that a metric should not cross: fixed, or so much worse than the baseline's value, as a share of it. */
export interface QualityConstraint {
  readonly metric: string;
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly worseThanBaselineBy?: number | undefined;
}

/** Every metric that is measured; a greater error is worse, a greater share of right answers is better. */
export const knownMetrics: Readonly<Record<Problem, readonly string[]>> = {
  regression: ["mae", "mse", "rmse", "r2"],
  binary: [
    "recall",
    "precision",
    "accuracy",
    "true_positive_rate",
    "true_negative_rate",
    "false_positive_rate",
    "false_negative_rate",
    "f0_5",
    "f1",
    "f2",
    "auc",
  ],
  multiclass: [
    "accuracy",
    "weighted_recall",
    "weighted_precision",
    "weighted_f0_5",
    "weighted_f1",
    "weighted_f2",
  ],
};
export const lowerIsBetter = new Set(["mae", "mse", "rmse", "false_positive_rate", "false_negative_rate"]);

/**
 * What is asked of a model whose policy asks nothing: its main metric no more than a tenth worse than its baseline.
 * Where the baseline's classes are uneven, recall and F1 of the rare ones are asked beside it (`rare/rare-classes.ts`).
 */
function usualConstraints(problem: Problem): readonly QualityConstraint[] {
  return [{ metric: problem === "regression" ? "mae" : "accuracy", worseThanBaselineBy: 0.1 }];
}

interface Line {
  readonly side: "above" | "below";
  readonly at: number;
}

/**
 * Each constraint as a feature of a drift report. Its p-value is the chance of a metric this far beyond the line when
 * the model stands exactly at it: normal, by the metric's standard error. It is violated when that is no more than its part of `falseAlarmRate`, which all lines share (Sidak). Metrics have units of their
 * own, so there is no distance; the line is the effect floor already.
 *
 * A constraint whose baseline has no such metric, or whose metric is no number, was not measured: it is left out and
 * said so.
 *
 * @param constraints those of the policy; null for the usual ones
 * @param baseline a model-quality `statistics.json` as parsed JSON, or null
 */
export function judgeConstraints(
  quality: Quality,
  constraints: readonly QualityConstraint[] | null,
  { baseline, falseAlarmRate }: { readonly baseline: unknown; readonly falseAlarmRate: number },
): { readonly features: readonly DriftFeature[]; readonly unmeasured: readonly string[] } {
  const found: JudgedLine[] = [];
  const unmeasured: string[] = [];
  for (const constraint of constraints ?? usualConstraints(quality.problem)) {
    const { metric } = constraint;
    const measured = quality.metrics.get(metric);
    if (!measured || !Number.isFinite(measured.value)) {
      unmeasured.push(`${metric} is no number over ${quality.count} answers`);
      continue;
    }
    const lines = linesOf(constraint, metricIn(baseline, quality.problem, metric));
    if (lines.length === 0) unmeasured.push(`the baseline has no ${metric}`);
    for (const line of lines) found.push(ofMetric(metric, measured, line));
  }
  const rate = -Math.expm1(Math.log1p(-falseAlarmRate) / Math.max(1, found.length));
  return { features: found.map((line) => featureOf(line, rate)), unmeasured };
}

/** A metric beside its line. */
export interface JudgedLine extends Line {
  readonly metric: string;
  readonly value: number;
  /** Null where it is not known. */
  readonly standardError: number | null;
  /** The metric and what it rests on, in words. */
  readonly words: string;
  /** How far beyond its line, in the metric's unit. */
  readonly beyond: number;
  readonly pValue: number;
}

function linesOf(
  { metric, atMost, atLeast, worseThanBaselineBy }: QualityConstraint,
  baseline: number | null,
): readonly Line[] {
  const fixed: Line[] = [];
  if (atMost !== undefined) fixed.push({ side: "above", at: atMost });
  if (atLeast !== undefined) fixed.push({ side: "below", at: atLeast });
  if (worseThanBaselineBy === undefined || baseline === null) return fixed;
  const slack = Math.abs(baseline) * worseThanBaselineBy;
  return lowerIsBetter.has(metric)
    ? [...fixed, { side: "above", at: baseline + slack }]
    : [...fixed, { side: "below", at: baseline - slack }];
}

function ofMetric(
  metric: string,
  { value, standardError }: { readonly value: number; readonly standardError: number },
  line: Line,
): JudgedLine {
  const beyond = line.side === "above" ? value - line.at : line.at - value;
  const error = Number.isFinite(standardError) ? ` +/- ${figure(standardError)}` : "";
  const words = `${figure(value)}${error}`;
  const known = Number.isFinite(standardError) ? standardError : null;
  return {
    ...line,
    metric,
    value,
    standardError: known,
    words,
    beyond,
    pValue: chanceOf(beyond, standardError),
  };
}

/** @param falseAlarmRate the line's part of it */
export function featureOf(
  { metric, value, standardError, words, side, at, beyond, pValue }: JudgedLine,
  falseAlarmRate: number,
): DriftFeature {
  const check = side === "above" ? "GreaterThanThreshold" : "LessThanThreshold";
  const violated = beyond > 0 && pValue <= falseAlarmRate;
  return {
    feature: metric,
    check,
    violated,
    distance: null,
    threshold: null,
    pValue,
    description: `Metric ${metric} with ${words} was ${violated ? "" : "not "}${check} '${figure(at)}'`,
    measured: { value, standardError, line: at, worse: side, baseline: null, estimated: false },
  };
}

/** Without a spread of its own the metric is taken as it stands. */
function chanceOf(beyond: number, standardError: number): number {
  if (standardError > 0 && Number.isFinite(standardError)) return normalCdf(-beyond / standardError);
  return beyond > 0 ? 0 : 1;
}

/** Violated constraints in the form of Model Monitor's `constraint_violations.json`. */
export function qualityViolations(features: readonly DriftFeature[]) {
  return {
    version: 0,
    violations: features
      .filter(({ violated }) => violated)
      .map(({ feature, check, description }) => ({
        constraint_check_type: check,
        description,
        metric_name: feature,
      })),
  };
}

export function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
