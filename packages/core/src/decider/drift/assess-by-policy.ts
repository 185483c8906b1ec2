import type { Baseline } from "../../monitor/baseline/baseline.ts";
import { predictionsOf } from "../../monitor/captures/watched-predictions.ts";
import { sourcesOf } from "../../monitor/derived/derived-names.ts";
import { dispersionsOf } from "../../monitor/dispersion/dispersions.ts";
import { remembered } from "../../monitor/dispersion/remembered.ts";
import { heldScore, isHeld } from "../../monitor/dispersion/repeated-alarm.ts";
import type { WindowHistory } from "../../monitor/dispersion/window-history.ts";
import { type Assessment, assessWindow } from "../../monitor/window/assess-window.ts";
import { addedCounts, type ShownWindow } from "../../monitor/window/window-counts.ts";
import { evidenceOfWindow } from "../../monitor/window/window-evidence.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { normalCdf } from "../../stats/distributions/normal.ts";
import { captureSchedule } from "../../vocabulary/monitored-window.ts";
import { promisedRunLength, windowLine } from "./evidence/persistence.ts";
import { promisedAlarms } from "./evidence/promised-alarms.ts";
import { scoreReport } from "./evidence/score.ts";

/** Share of windows without drift in which a line may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

type Assessed = Extract<Assessment, { readonly result: "assessed" }>;

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
  const answers = new Set(predictionsOf(baseline, policy.drift).map(({ name }) => name));
  const derived = [...sourcesOf(baseline)].filter(([, column]) => answers.has(column));
  const predictions = new Set([...answers, ...derived.map(([name]) => name)]);
  const evidence = evidenceOfWindow(baseline, counts, predictions);
  const known = { evidence, milliseconds, predictions };
  const judgedBy = (level: "known" | "held") =>
    assessWindow({
      baseline,
      counts,
      dispersions: dispersionsOf(baseline, before, { ...known, isHeld: level === "held" }),
      predictions,
      estimated,
      falseAlarmRate,
      minEffect,
      minRows,
      runLength: promisedRunLength(promise),
    });
  const assessment = judgedBy("known");
  if (assessment.result !== "assessed") {
    const isPooled = counts.rows > 0 && counts.rows < minRows;
    return { assessment, start, history: { ...before, pooled: isPooled ? { start, counts } : null } };
  }
  const report = {
    source: "driftwheel",
    schedule: captureSchedule,
    report: null,
    windowStart: start,
    windowEnd: end,
  } as const;
  const scoreOf = ({ features, rows, ...assessed }: Assessed) =>
    scoreReport({ ...report, rows, features, evidence: assessed.evidence }, minEffect).score;
  const score = scoreOf(assessment);
  const further = isHeld(before, milliseconds) ? judgedBy("held") : null;
  const beyond = further?.result === "assessed" ? scoreOf(further) : null;
  const line = windowLine(promise);
  return {
    assessment: beyond === null ? assessment : toldAs(assessment, heldScore(before, score, beyond)),
    start,
    history: remembered(before, { counts, evidence, score, beyond, line, milliseconds }),
  };
}

/** The assessment with evidence of no more than this score. */
function toldAs(assessment: Assessed, score: number): Assessed {
  const { pValue, allowance } = assessment.evidence;
  const held = Math.max(pValue, normalCdf(-(score + allowance)));
  return { ...assessment, evidence: { ...assessment.evidence, pValue: held } };
}
