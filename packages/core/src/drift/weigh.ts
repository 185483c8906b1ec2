import type { Violation } from "../facts/fact.ts";
import { normalQuantile } from "../stats/normal.ts";
import type { DriftFeature, DriftSource, DriftWindow } from "./drift-window.ts";
import { byStrength, largestDistance, mostFeatures } from "./strongest-first.ts";
import { measured } from "./violation-description.ts";

/**
 * No window alone may confirm drift: with k = 0.5 a window adds 2.5 at most, below the line of every promise of
 * fewer false alarms than one in 69 windows.
 */
const strongest = 3;

/**
 * The score of a window that is only known to have violations: Model Monitor's robust comparison raises a false
 * alarm in 0.5% of windows at most, which is a standard normal score of 2.58.
 * https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/Distance.scala
 */
const violatedScore = 2.58;

/**
 * Weighs a report that says of each feature how it fared.
 *
 * @param smallestEffect a window in which nothing moved as far as this counts against drift at most, however
 *   certain its small changes are: with many rows every day differs from the baseline for certain, and a sum of
 *   such certainties would stand at its line before anything worth a retraining began.
 */
export function weighReport(
  report: {
    readonly source: DriftSource;
    readonly schedule: string | null;
    readonly windowStart: string;
    readonly windowEnd: string;
    readonly rows: number;
    readonly features: readonly DriftFeature[];
    readonly report: string | null;
  },
  smallestEffect: number,
): DriftWindow {
  const moved = largestDistance(report.features);
  const score = scoreOf(report.features);
  const violated = report.features.filter((feature) => feature.violated).sort(byStrength);
  return {
    source: report.source,
    schedule: report.schedule ?? report.source,
    start: report.windowStart,
    end: report.windowEnd,
    rows: report.rows,
    score: moved !== null && moved < smallestEffect ? Math.min(0, score) : score,
    effect: largestDistance(violated),
    features: violated.slice(0, mostFeatures),
    report: report.report,
  };
}

/** Weighs a file of violations; an empty list is a clean window. */
export function weighViolations(found: {
  readonly violations: readonly Violation[];
  readonly source: "model-monitor";
  readonly schedule: string;
  readonly start: string | null;
  readonly end: string;
  readonly report: string | null;
}): DriftWindow {
  const features = found.violations
    .map((violation) => ({ ...violation, violated: true, ...measured(violation), pValue: null }))
    .sort(byStrength);
  return {
    source: found.source,
    schedule: found.schedule,
    start: found.start,
    end: found.end,
    rows: null,
    score: scoreOf(features),
    effect: largestDistance(features),
    features: features.slice(0, mostFeatures),
    report: found.report,
  };
}

/**
 * Standard normal score of a window: the least p-value of its m features, corrected for m by Sidak,
 * p = 1 - (1 - min)^m, which keeps its rate for independent features and is cautious for features that move
 * together. A violated feature without p-value counts as `violatedScore`.
 */
function scoreOf(features: readonly DriftFeature[]): number {
  const pValues = features
    .map(({ pValue }) => pValue)
    .filter((pValue) => pValue !== null && !Number.isNaN(pValue))
    .map((pValue) => Math.min(1, Math.max(0, Number(pValue))));
  const unmeasured = features.some(({ violated, pValue }) => violated && pValue === null)
    ? violatedScore
    : null;
  if (pValues.length === 0) return unmeasured ?? 0;
  const least = pValues.reduce((smallest, pValue) => Math.min(smallest, pValue), 1);
  const combined = least >= 1 ? 1 : -Math.expm1(pValues.length * Math.log1p(-least));
  const score = Math.min(strongest, Math.max(-strongest, 0 - normalQuantile(combined)));
  return Math.max(score, unmeasured ?? -strongest);
}
