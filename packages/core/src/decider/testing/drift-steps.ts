import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { MonitorRunFact, Violation } from "../../vocabulary/fact.ts";
import type { WindowProblem } from "../../vocabulary/monitored-window.ts";
import type {
  AlarmChanged,
  DriftReported,
  MonitorRunFinished,
  ViolationsFileCreated,
  WindowNotJudged,
} from "../../vocabulary/signal.ts";
import { minute } from "./model.ts";
import { type Step, told } from "./steps.ts";

const hour = 60 * minute;

/** One line of a drift report that moved, or did not. */
export function feature(name: string, distance: number): DriftFeature {
  const violated = distance >= 0.2;
  return {
    feature: name,
    check: "baseline_drift_check",
    violated,
    distance,
    threshold: 0.2,
    pValue: violated ? 1e-9 : 0.6,
    description: violated ? "moved" : "as before",
  };
}

/** A window of an hour that ended now, after an hour went by. */
export function windowReported(
  features: readonly DriftFeature[],
  changes: Partial<DriftReported> = {},
): Step {
  return (model) => {
    model.later(hour);
    const { identity, at } = model.next("window");
    return model.tell({
      kind: "drift-reported",
      identity,
      at,
      endpoint: "meadow-prod",
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: new Date(Date.parse(at) - hour).toISOString(),
      windowEnd: at,
      rows: 900,
      features,
      evidence: null,
      report: "s3://meadow/reports/1.json",
      ...changes,
    });
  };
}

/** A window in which one feature moved far. */
export const drifted: Step = windowReported([feature("rain", 0.9)]);

/** A window in which nothing moved. */
export const steady: Step = windowReported([feature("rain", 0.01)]);

/** Three windows confirm drift, which asks for a retraining. */
export const driftConfirmed: readonly Step[] = [drifted, drifted, drifted];

/** A file of violations of Model Monitor, of the hour that ended at nine. */
export function violationsFile(
  violations: readonly Violation[],
  changes: Partial<ViolationsFileCreated> = {},
): Step {
  return (model) => {
    model.say({ violations: { violations } });
    return model.tell({
      kind: "violations-file-created",
      ...model.next("file"),
      bucket: "meadow",
      key: "reports/constraint_violations.json",
      bytes: 900,
      endpoint: "meadow-prod",
      schedule: "meadow-hourly",
      windowEnd: "2026-07-06T09:00:00.000Z",
      ...changes,
    });
  };
}

/** A run of Model Monitor ended, and this is what it found. */
export function monitorRan(run: Partial<MonitorRunFact>, changes: Partial<MonitorRunFinished> = {}): Step {
  return (model) => {
    model.say({
      monitorRun: {
        monitor: "data-quality",
        status: "Completed",
        exitMessage: null,
        endpoint: "meadow-prod",
        schedule: "meadow-hourly",
        windowStart: "2026-07-06T08:00:00.000Z",
        windowEnd: "2026-07-06T09:00:00.000Z",
        output: null,
        violations: [],
        ran: { used: [], joined: false },
        ...run,
      },
    });
    return model.tell({
      kind: "monitor-run-finished",
      ...model.next("run"),
      job: "meadow-run",
      arn: "arn:aws:sagemaker:eu-west-3:444455556666:processing-job/meadow-run",
      monitor: "data-quality",
      status: "Completed",
      failureReason: null,
      endpoint: "meadow-prod",
      schedule: "meadow-hourly",
      ...changes,
    });
  };
}

/** A violation of a feature's distribution, as Model Monitor words it. */
export function violation(name: string, distance: number): Violation {
  return {
    feature: name,
    check: "baseline_drift_check",
    description: `Baseline drift distance: ${distance} exceeds threshold: 0.01`,
  };
}

/** A CloudWatch alarm of the model changes its state. */
export function alarmed(alarm: string, changes: Partial<AlarmChanged> = {}): Step {
  return told<AlarmChanged>({
    kind: "alarm-changed",
    alarm,
    arn: `arn:aws:cloudwatch:eu-west-3:444455556666:alarm:${alarm}`,
    composite: false,
    state: "ALARM",
    reason: "Threshold Crossed: 3 datapoints",
    endpoint: "meadow-prod",
    monitored: null,
    ...changes,
  });
}

/** An answer that is certain to have moved, and by less than matters. */
export const certain = (name: string, distance: number): DriftFeature => ({
  ...feature(name, distance),
  violated: true,
  pValue: 1e-9,
});

/** What an alarm on a metric of Model Monitor watches. */
export const monitored = {
  monitor: "data-quality",
  schedule: "meadow-hourly",
  feature: "rain",
  check: "baseline_drift_check",
} as const;

/** A window of an hour that ended now, after an hour went by, and could not be judged. */
export function notJudged(
  reason: WindowProblem["reason"] = "no-files",
  changes: Partial<WindowNotJudged> = {},
): Step {
  return (model) => {
    model.later(hour);
    const { identity, at } = model.next("not judged");
    return model.tell({
      kind: "window-not-judged",
      identity,
      at,
      endpoint: "meadow-prod",
      schedule: "driftwheel",
      windowStart: new Date(Date.parse(at) - hour).toISOString(),
      windowEnd: at,
      rows: 0,
      unread: null,
      problem: { reason, words: `Because of ${reason}.` },
      ...changes,
    });
  };
}
