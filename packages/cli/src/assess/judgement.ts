import { foldWindows, windowLine } from "@driftwheel/core/decider/drift/evidence/persistence.ts";
import { promisedAlarms } from "@driftwheel/core/decider/drift/evidence/promised-alarms.ts";
import { scoreReport } from "@driftwheel/core/decider/drift/evidence/score.ts";
import type { Assessment } from "@driftwheel/core/monitor/window/assess-window.ts";
import { cusumReference } from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import type { DriftFeature, DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import { captureSchedule } from "@driftwheel/core/vocabulary/monitored-window.ts";
import type { WatchedPolicy } from "./drift-policy.ts";

/** What the monitor would say of the window. */
export interface Judgement {
  /** A line or more for each feature; empty when there was not enough to judge. */
  readonly features: readonly DriftFeature[];
  /** The window's evidence; null when there was not enough to judge. */
  readonly window: { readonly pValue: number; readonly score: number } | null;
  /** How many such windows in a row confirm drift; null when no number of them does. */
  readonly confirming: number | null;
  /** Why there was not enough; null when there was. */
  readonly reason: string | null;
}

/** Further windows are not tried: by then the seasons have changed. */
const mostWindows = 1000;
const hour = 3_600_000;

/** Weighs an assessed window as the decider weighs the monitor's report of it. */
export function judgementOf(assessment: Assessment, policy: WatchedPolicy): Judgement {
  if (assessment.result === "not-enough-data") {
    return { features: [], window: null, confirming: null, reason: assessment.reason };
  }
  const { features, evidence, rows } = assessment;
  const window = scoreReport(
    {
      source: "driftwheel",
      schedule: captureSchedule,
      windowStart: momentOf(0),
      windowEnd: momentOf(1),
      rows,
      features,
      evidence,
      report: null,
    },
    policy.drift.sensitivity.minEffect,
  );
  return {
    features,
    window: { pValue: evidence.pValue, score: window.score },
    confirming: windowsToConfirm(window, policy),
    reason: null,
  };
}

function windowsToConfirm(window: DriftWindow, policy: WatchedPolicy) {
  const { window: length, sensitivity } = policy.drift;
  const { minEffect } = sensitivity;
  const line = windowLine({
    windowMilliseconds: length,
    falseAlarmsPerYear: promisedAlarms(policy, captureSchedule),
  });
  if (window.score <= cusumReference) return null;
  const windows: DriftWindow[] = [];
  while (windows.length < mostWindows) {
    windows.push({ ...window, end: momentOf(windows.length + 1) });
    const { alarm, effect } = foldWindows(windows, { k: cusumReference, line });
    if (alarm) return effect !== null && effect < minEffect ? null : windows.length;
  }
  return null;
}

/** A window of so many milliseconds; when it was does not matter. */
export function oneWindow(milliseconds: number): { readonly start: string; readonly end: string } {
  return { start: momentOf(0), end: new Date(milliseconds).toISOString() };
}

/** Windows are told apart by their ends, and when they were does not matter. */
function momentOf(window: number): string {
  return new Date(window * hour).toISOString();
}
