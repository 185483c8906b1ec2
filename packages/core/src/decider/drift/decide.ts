import { recordsCosts } from "../../policy/costs/costs-of-fleet.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import type { MonitorJob } from "../../vocabulary/costs.ts";
import type { DriftWindow, WindowMeasures } from "../../vocabulary/drift-window.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import {
  captureSchedule,
  qualitySchedule,
  rareClassSchedule,
  type WindowReading,
} from "../../vocabulary/monitored-window.ts";
import type { DriftReported, MonitorRunFinished, ViolationsFileCreated } from "../../vocabulary/signal.ts";
import { listed } from "../../words/listed.ts";
import { round } from "../../words/numbers.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { tellWhatIsUnwatched, writeNotJudged } from "../monitoring/windows.ts";
import { considerRetraining } from "../retraining/decide.ts";
import { baselineOfAnother } from "./baseline-of-another.ts";
import { foldWindows, type Persistence, windowLine } from "./evidence/persistence.ts";
import { promisedAlarms } from "./evidence/promised-alarms.ts";
import { scoreReport, scoreViolations } from "./evidence/score.ts";
import { windowMeasures } from "./evidence/window-measures.ts";
import { withReport } from "./one-window.ts";

type DriftSignal = DriftReported | MonitorRunFinished | ViolationsFileCreated;

/** The schedules' names of Driftwheel's own monitors, in reports and in the layout of their files. */
const ownSchedules = new Set<string | null>([captureSchedule, qualitySchedule, rareClassSchedule]);

/** True for the files of Driftwheel's own monitors, whose reports tell the same. */
export function isOwnFile({ schedule }: ViolationsFileCreated): boolean {
  return ownSchedules.has(schedule);
}

/** Weighs what a monitor found, and confirms or clears drift. */
export function decideOnDriftEvidence(
  pending: PendingEntries,
  signal: DriftSignal,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(pending, facts);
  const evidence = windowOf(signal, facts, policy);
  const ran = facts.monitorRun && recordsCosts(policy) ? { ran: facts.monitorRun.ran } : {};
  if (typeof evidence === "string") {
    pending.write("signal-observed", evidence, { signal: signal.kind, ...ran });
    return;
  }
  const reading = readingOf(signal, evidence);
  const other = signal.kind === "drift-reported" ? baselineOfAnother(pending.state, signal.baseline) : null;
  if (other) writeNotJudged(pending, { ...reading, judged: false, problem: other }, signal.kind);
  else {
    const measures = signal.kind === "drift-reported" ? windowMeasures(signal.features, evidence) : null;
    const told = { kind: signal.kind, reading, ...(measures && { measures }), ...ran };
    foldWindow(pending, evidence, told, facts, policy);
  }
  tellWhatIsUnwatched(pending, evidence.schedule, policy);
}

/** What came of the window as such. */
function readingOf(signal: DriftSignal, { schedule, start, end, rows }: DriftWindow): WindowReading {
  const told = signal.kind === "drift-reported" ? signal : null;
  const unread = told?.unread ?? null;
  return { schedule, start, end, rows, judged: true, unread, problem: told?.problem ?? null };
}

/** One more window of evidence, whoever it is from. */
export function foldWindow(
  pending: PendingEntries,
  report: DriftWindow,
  signal: {
    readonly kind: string;
    readonly reading?: WindowReading;
    readonly measures?: WindowMeasures;
    readonly ran?: MonitorJob;
  },
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { drift } = pending.state;
  const read = {
    ...(signal.reading ? { reading: signal.reading } : {}),
    ...(signal.measures ? { measures: signal.measures } : {}),
    ...(signal.ran ? { ran: signal.ran } : {}),
  };
  const observed = { signal: signal.kind, ...read };
  const { windows, window, isNew, found } = withReport(drift.windows[report.schedule] ?? [], report);
  const began = beganAt(window);
  if (drift.countsFrom && began < drift.countsFrom) {
    pending.write(
      "signal-observed",
      `The window that began at ${began} does not count: another champion served until ${drift.countsFrom}.`,
      observed,
    );
    return;
  }
  if (!isNew) {
    pending.write("signal-observed", `The window that ended at ${window.end} was counted before.`, {
      ...observed,
      ...(found ? { window: found } : {}),
    });
    return;
  }
  const line = lineOf(window, policy);
  const persistence = foldWindows(windows, { k: cusumReference, line });
  const numbers = `score ${round(window.score)}, CUSUM ${round(persistence.cusum)} of ${round(line)}`;
  const { effect } = persistence;
  const floor = policy.drift.sensitivity.minEffect;
  const names = featuresInWords(persistence);

  if (drift.confirmed) {
    pending.write(
      "signal-observed",
      persistence.alarm
        ? `Drift goes on in the window that ended at ${window.end} (${numbers}).`
        : `The window that ended at ${window.end} is quieter (${numbers}).`,
      { ...observed, window },
    );
    // Only the schedule that showed the drift can show that it is over: clean inputs do not clear bad answers.
    if (persistence.cusum <= 0 && window.schedule === drift.confirmed.window.schedule) {
      pending.write(
        "drift-cleared",
        `The evidence fell back to nothing by the window that ended at ${window.end} (${numbers}).`,
        { why: "evidence-fell", cusum: persistence.cusum, until: window.end },
        pending.state.sequence,
      );
      return;
    }
    considerRetraining(pending, facts, policy, drift.confirmed);
    return;
  }
  if (!persistence.alarm) {
    const found = names !== "" && window.score > 0 ? `${names} moved` : "No drift";
    pending.write("signal-observed", `${found} in the window that ended at ${window.end} (${numbers}).`, {
      ...observed,
      window,
    });
    return;
  }
  if (effect !== null && effect < floor) {
    pending.write(
      "signal-observed",
      `The evidence crossed its line (${numbers}), but the largest effect, ${round(effect)}, is under the floor of ${floor}.`,
      { ...observed, window },
    );
    return;
  }
  const since = persistence.since ?? began;
  const confirmed = pending.write(
    "drift-confirmed",
    `${names} drifted: ${persistence.windows} window${persistence.windows === 1 ? "" : "s"} since ${since} (${numbers})${
      effect === null ? "" : `, largest effect ${round(effect)} against a floor of ${floor}`
    }.`,
    {
      window,
      cusum: persistence.cusum,
      line,
      since,
      windows: persistence.windows,
      features: persistence.features,
      ...(persistence.more === undefined ? {} : { more: persistence.more }),
      ...read,
    },
  );
  considerRetraining(pending, facts, policy, { sequence: confirmed.sequence, ...confirmed.data });
}

/** The three strongest by name. */
function featuresInWords({ features, more }: Pick<Persistence, "features" | "more">): string {
  return listed(
    features.map(({ feature }) => feature),
    3,
    more,
  );
}

/** What an alarm speaks of was over when it spoke, and no window of Model Monitor is shorter than an hour. */
function beganAt({ start, end, approximate }: DriftWindow): string {
  if (start !== null || !approximate) return start ?? end;
  return new Date(Date.parse(end) - 3_600_000).toISOString();
}

/** The CUSUM's line for windows as long as this one. */
export function lineOf(window: DriftWindow, policy: ModelPolicy): number {
  return windowLine({
    windowMilliseconds: window.start
      ? Date.parse(window.end) - Date.parse(window.start)
      : policy.drift.window,
    falseAlarmsPerYear: promisedAlarms(policy, window.schedule),
  });
}

/** The evidence in a signal, or a sentence saying why there is none. */
function windowOf(signal: DriftSignal, facts: Facts, policy: ModelPolicy): DriftWindow | string {
  switch (signal.kind) {
    case "drift-reported":
      return scoreReport(signal, policy.drift.sensitivity.minEffect);
    case "violations-file-created": {
      if (isOwnFile(signal)) return "The file of Driftwheel's own monitor; its report tells the same.";
      return scoreViolations({
        violations: facts.violations?.violations ?? [],
        source: "model-monitor",
        schedule: signal.schedule ?? `${signal.bucket}/${signal.key}`,
        start: null,
        end: signal.windowEnd ?? signal.at,
        report: `s3://${signal.bucket}/${signal.key}`,
      });
    }
    case "monitor-run-finished": {
      const run = facts.monitorRun;
      // Only a run that is completed says what it found.
      if (!run || signal.status !== "Completed") {
        return `Monitor run ${signal.job} is ${signal.status}${
          signal.failureReason ? `: ${signal.failureReason}` : ""
        }; it says nothing about drift.`;
      }
      return scoreViolations({
        violations: run.violations,
        source: "model-monitor",
        schedule: run.schedule ?? signal.schedule ?? run.monitor,
        start: run.windowStart,
        end: run.windowEnd ?? signal.at,
        report: run.output,
      });
    }
  }
}
