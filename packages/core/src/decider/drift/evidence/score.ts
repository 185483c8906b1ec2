import { normalQuantile } from "../../../stats/distributions/normal.ts";
import { strongestScore } from "../../../stats/sequential/clipped-cusum.ts";
import { combinedPValue } from "../../../stats/two-samples/combined-p-value.ts";
import type {
  DriftFeature,
  DriftSource,
  DriftWindow,
  WindowEvidence,
} from "../../../vocabulary/drift-window.ts";
import type { Violation } from "../../../vocabulary/fact.ts";
import { measured } from "../violation-description.ts";
import { byStrength, largestDistance, strongest } from "./strongest-first.ts";

/**
 * The score of a window that is only known to have violations: Model Monitor's robust comparison raises a false
 * alarm in 0.5% of windows at most, which is a standard normal score of 2.58.
 * https://github.com/awslabs/deequ/blob/master/src/main/scala/com/amazon/deequ/analyzers/Distance.scala
 */
const violatedScore = 2.58;

/**
 * Scores the window of a report that says of each feature how it fared.
 *
 * @param smallestEffect a window in which nothing moved as far as this counts against drift at most, however
 *   certain its small changes are: with many rows every day differs from the baseline for certain, and a sum of
 *   such certainties would stand at its line before anything worth a retraining began.
 */
export function scoreReport(
  report: {
    readonly source: DriftSource;
    readonly schedule: string | null;
    readonly windowStart: string;
    readonly windowEnd: string;
    readonly rows: number;
    readonly features: readonly DriftFeature[];
    readonly evidence: WindowEvidence | null;
    readonly report: string | null;
  },
  smallestEffect: number,
): DriftWindow {
  const moved = largestDistance(report.features);
  const score = report.evidence ? scoreOfEvidence(report.evidence) : scoreOf(report.features);
  const counts = moved !== null && moved < smallestEffect ? Math.min(0, score) : score;
  const lines = report.features.map(({ measured: _, ...line }): DriftFeature => line);
  const violated = lines.filter((feature) => feature.violated).sort(byStrength);
  const named = violated.length > 0 || counts <= 0 ? violated : mostEvident(lines, smallestEffect);
  return {
    source: report.source,
    schedule: report.schedule ?? report.source,
    start: report.windowStart,
    end: report.windowEnd,
    rows: report.rows,
    score: counts,
    effect: largestDistance(named),
    ...strongest(named),
    report: report.report,
  };
}

/**
 * The line that speaks for a window that counts for drift though none of its lines is certain alone: several such
 * windows confirm drift, and it must be told what moved.
 */
function mostEvident(features: readonly DriftFeature[], smallestEffect: number): readonly DriftFeature[] {
  const moved = features.filter(
    ({ distance, pValue }) => pValue !== null && (distance ?? 0) >= smallestEffect,
  );
  return moved
    .sort((one, other) => (one.pValue ?? 1) - (other.pValue ?? 1) || byStrength(one, other))
    .slice(0, 1);
}

/** Weighs a file of violations; an empty list is a clean window. */
export function scoreViolations(found: {
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
    ...strongest(features),
    report: found.report,
  };
}

function scoreOfEvidence({ pValue, allowance }: WindowEvidence): number {
  return clipped(0 - normalQuantile(pValue) - allowance);
}

/**
 * Standard normal score of a window of which only the features are told: their p-values combined by Sidak. A
 * violated feature without p-value counts as `violatedScore`.
 */
function scoreOf(features: readonly DriftFeature[]): number {
  const combined = combinedPValue(
    features
      .map(({ pValue }) => pValue)
      .filter((pValue) => pValue !== null && !Number.isNaN(pValue))
      .map((pValue) => Math.min(1, Math.max(0, Number(pValue)))),
  );
  const unmeasured = features.some(({ violated, pValue }) => violated && pValue === null)
    ? violatedScore
    : null;
  if (combined === null) return unmeasured ?? 0;
  return Math.max(clipped(0 - normalQuantile(combined)), unmeasured ?? -strongestScore);
}

function clipped(score: number): number {
  return Math.min(strongestScore, Math.max(-strongestScore, score));
}
