import type { Baseline } from "../../monitor/baseline/baseline.ts";
import { predictionsOf } from "../../monitor/captures/watched-predictions.ts";
import { dispersionsOf } from "../../monitor/dispersion/dispersions.ts";
import { remembered } from "../../monitor/dispersion/remembered.ts";
import type { WindowHistory } from "../../monitor/dispersion/window-history.ts";
import { type Assessment, assessWindow } from "../../monitor/window/assess-window.ts";
import { addedCounts, type ShownWindow } from "../../monitor/window/window-counts.ts";
import { evidenceOfWindow } from "../../monitor/window/window-evidence.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { captureSchedule } from "../../vocabulary/monitored-window.ts";
import { promisedRunLength, windowLine } from "./evidence/persistence.ts";
import { promisedAlarms } from "./evidence/promised-alarms.ts";
import { scoreReport } from "./evidence/score.ts";

/** Share of windows without drift in which a line may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

export interface PolicyAssessment {
  readonly assessment: Assessment;
  /** Where the window begins that was assessed: earlier than the one that was given when windows were pooled. */
  readonly start: string;
  /** What the next window is judged by. */
  readonly history: WindowHistory;
}

/**
 * Assesses a window as a model's policy says, by the windows before it. One with fewer rows than the policy asks is
 * not dropped: it is judged with the next, once both together have enough. Pairs and predictions are judged as the baseline and the policy name them.
 *
 * @param window.start and end ISO 8601; windows of that length follow one another
 * @param window.estimated of its own rows, also where it is judged with those before it
 */
export function assessByPolicy(
  baseline: Baseline,
  window: ShownWindow & { readonly start: string; readonly end: string },
  policy: Pick<ModelPolicy, "drift" | "quality">,
  before: WindowHistory,
): PolicyAssessment {
  const { minRows, sensitivity } = policy.drift;
  const { minEffect } = sensitivity;
  const { end, estimated } = window;
  const start = before.pooled?.start ?? window.start;
  const counts = before.pooled ? addedCounts(before.pooled.counts, window.counts) : window.counts;
  const milliseconds = Date.parse(end) - Date.parse(start);
  const promise = {
    windowMilliseconds: milliseconds,
    falseAlarmsPerYear: promisedAlarms(policy, captureSchedule),
  };
  const predictions = new Set(predictionsOf(baseline, policy.drift).map(({ name }) => name));
  const evidence = evidenceOfWindow(baseline, counts, predictions);
  const dispersions = dispersionsOf(baseline, before, { evidence, milliseconds, predictions });
  const runLength = promisedRunLength(promise);
  const assessment = assessWindow({
    baseline,
    counts,
    dispersions,
    predictions,
    estimated,
    falseAlarmRate,
    minEffect,
    minRows,
    runLength,
  });
  if (assessment.result !== "assessed") {
    const isPooled = counts.rows > 0 && counts.rows < minRows;
    return { assessment, start, history: { ...before, pooled: isPooled ? { start, counts } : null } };
  }
  const report = { source: "driftwheel", schedule: captureSchedule, report: null } as const;
  const { features, rows } = assessment;
  const { score } = scoreReport(
    { ...report, windowStart: start, windowEnd: end, rows, features, evidence: assessment.evidence },
    minEffect,
  );
  const line = windowLine(promise);
  return { assessment, start, history: remembered(before, { counts, evidence, score, line, milliseconds }) };
}
