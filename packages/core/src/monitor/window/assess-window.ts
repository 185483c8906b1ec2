import type { Dispersion } from "../../stats/two-samples/dispersion.ts";
import type { DriftFeature, WindowEvidence } from "../../vocabulary/drift-window.ts";
import type { Baseline } from "../baseline/baseline.ts";
import { dispersed } from "../dispersion/dispersed-check.ts";
import { toldEstimate } from "../estimated/told-estimate.ts";
import { namePairs } from "../joint/name-pairs.ts";
import { judged } from "./judge-evidence.ts";
import type { WindowCounts } from "./window-counts.ts";
import { type CheckEvidence, evidenceOfWindow } from "./window-evidence.ts";
import { windowEvidence } from "./window-p-value.ts";

export type Assessment =
  | {
      readonly result: "assessed";
      readonly rows: number;
      /** One line or more for each feature of the baseline, violated or not. */
      readonly features: readonly DriftFeature[];
      /** What they say together. */
      readonly evidence: WindowEvidence;
    }
  | { readonly result: "not-enough-data"; readonly rows: number; readonly reason: string };

/**
 * Compares what a window counted with the baseline, feature by feature: distribution (PSI), missing values,
 * values of another type, unknown categories; then pairs of features, how they go together.
 *
 * A line is violated when it has both evidence and size: its p-value is below the false alarm rate shared out
 * over all lines, and its distance is at least the effect floor. Distances are PSI in nats throughout (of present
 * against missing rows, for example), so that one floor fits all.
 *
 * The window as a whole is judged by its strongest line; `evidence` says how often a window without drift has one so
 * strong. However many features the baseline has, that probability is the window's own.
 *
 * @param options.counts over this baseline, its features in the same order
 * @param options.dispersions of features whose windows without drift differ by more than independent rows do
 * @param options.falseAlarmRate probability that a window without drift has any violated line, between 0 and 1
 * @param options.minEffect smallest PSI that matters, such as 0.2
 * @param options.runLength windows between false alarms that the policy promises
 * @param options.predictions features that are what the model answered: their rows without an answer are left out
 * @param options.estimated counts that performance is estimated from (`WindowState`)
 * @param options.minRows fewer rows than this are "not-enough-data", which is never "no drift"
 */
export function assessWindow(options: {
  readonly baseline: Baseline;
  readonly counts: WindowCounts;
  readonly dispersions?: ReadonlyMap<string, Dispersion>;
  readonly falseAlarmRate: number;
  readonly minEffect: number;
  readonly minRows: number;
  readonly runLength: number;
  readonly predictions?: ReadonlySet<string>;
  readonly estimated?: readonly number[] | null;
}): Assessment {
  const { baseline, counts, dispersions, minRows } = options;
  const { rows } = counts;
  const notEnough = (reason: string): Assessment => ({ result: "not-enough-data", rows, reason });
  if (rows < Math.max(1, minRows)) {
    return notEnough(`${rows} rows in the window; at least ${Math.max(1, minRows)} are needed`);
  }
  const evidence = evidenceOfWindow(baseline, counts, options.predictions).map((check) =>
    dispersed(check, dispersions?.get(check.feature)),
  );
  const assessed = assessEvidence({ ...options, evidence, rows });
  if (!assessed) return notEnough("none of the baseline's features can be compared with the window");
  const features = namePairs(assessed.features, baseline.pairs ?? []);
  return { ...assessed, features: [...features, ...toldEstimate(baseline, options.estimated ?? null)] };
}

/** The same once what the window counted is compared; null when none of the checks can be. */
export function assessEvidence(options: {
  readonly baseline: Baseline;
  readonly evidence: readonly CheckEvidence[];
  readonly rows: number;
  readonly falseAlarmRate: number;
  readonly minEffect: number;
  readonly runLength: number;
}): Extract<Assessment, { readonly result: "assessed" }> | null {
  const { baseline, evidence, rows, falseAlarmRate, minEffect, runLength } = options;
  const pValues = evidence.map(({ pValue }) => pValue).filter((pValue) => pValue !== null);
  if (pValues.length === 0) return null;
  // Sidak: independent tests at this rate keep the window's own rate.
  const rate = -Math.expm1(Math.log1p(-falseAlarmRate) / pValues.length);
  return {
    result: "assessed",
    rows,
    features: evidence.map((found) => judged(found, rate, minEffect)),
    evidence: windowEvidence(baseline, { pValues, rows, runLength }),
  };
}
