import { assessByPolicy } from "@driftwheel/core/decider/drift/assess-by-policy.ts";
import { foldWindows, windowLine } from "@driftwheel/core/decider/drift/evidence/persistence.ts";
import { promisedAlarms } from "@driftwheel/core/decider/drift/evidence/promised-alarms.ts";
import { scoreReport } from "@driftwheel/core/decider/drift/evidence/score.ts";
import type { Baseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import type { ReadWindow } from "@driftwheel/core/monitor/captures/capture-windows.ts";
import { noHistory } from "@driftwheel/core/monitor/dispersion/window-history.ts";
import { shownBy } from "@driftwheel/core/monitor/window/window-counts.ts";
import { cusumReference } from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import type { DriftFeature, DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import { captureSchedule } from "@driftwheel/core/vocabulary/monitored-window.ts";
import type { WatchedPolicy } from "../assess/drift-policy.ts";

/** What the monitor would make of one window after those before it. */
export interface Verdict {
  /** ISO 8601 UTC; the start is an earlier window's when that one had too few rows. */
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly rows: number;
  /** Null when there were too few rows: they are judged with the next window's. */
  readonly score: number | null;
  readonly sum: number;
  readonly line: number;
  readonly alarm: boolean;
  /** What is behind the score, or behind the alarm. */
  readonly features: readonly DriftFeature[];
}

/** Judges windows in their order as monitor and decider do; after an alarm the sum begins anew. */
export function verdicts(baseline: Baseline, policy: WatchedPolicy): (window: ReadWindow) => Verdict {
  const { minEffect } = policy.drift.sensitivity;
  let history = noHistory("", baseline);
  let excursion: DriftWindow[] = [];
  let sum = 0;
  return ({ start, end, state }) => {
    const [windowStart, windowEnd] = [start, end].map((time) => new Date(time).toISOString());
    const judged = assessByPolicy(
      baseline,
      { start: windowStart ?? "", end: windowEnd ?? "", ...shownBy(state) },
      policy,
      history,
    );
    ({ history } = judged);
    const line = windowLine({
      windowMilliseconds: end - Date.parse(judged.start),
      falseAlarmsPerYear: promisedAlarms(policy, captureSchedule),
    });
    const { assessment } = judged;
    const window = { windowStart: judged.start, windowEnd: windowEnd ?? "", rows: assessment.rows };
    if (assessment.result !== "assessed") {
      return { ...window, score: null, sum, line, alarm: false, features: [] };
    }
    const { features, evidence } = assessment;
    const report = {
      source: "driftwheel",
      schedule: captureSchedule,
      report: null,
      features,
      evidence,
    } as const;
    const scored = scoreReport({ ...report, ...window }, minEffect);
    excursion.push(scored);
    const found = foldWindows(excursion, { k: cusumReference, line });
    const alarm = found.alarm && (found.effect === null || found.effect >= minEffect);
    if (alarm || found.cusum <= 0) excursion = [];
    sum = alarm ? 0 : found.cusum;
    const behind = alarm ? found.features : scored.features;
    return { ...window, score: scored.score, sum: found.cusum, line, alarm, features: behind };
  };
}
