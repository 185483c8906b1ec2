import type { ModelPolicy } from "../../policy/policy.ts";
import { qualitySchedule, rareClassSchedule, type WindowReading } from "../../vocabulary/monitored-window.ts";
import type { WindowNotJudged } from "../../vocabulary/signal.ts";
import { problemOfBatch } from "../batch/captured-nothing.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** Writes down that a window was not judged, which says nothing about drift. */
export function decideOnWindowNotJudged(
  pending: PendingEntries,
  signal: WindowNotJudged,
  policy: ModelPolicy,
): void {
  const { schedule, windowStart, windowEnd, rows, unread } = signal;
  const problem = problemOfBatch(pending.state, signal, policy);
  writeNotJudged(
    pending,
    { schedule, start: windowStart, end: windowEnd, rows, judged: false, unread, problem },
    signal.kind,
  );
  tellWhatIsUnwatched(pending, schedule, policy);
}

/** @param reading one with a problem */
export function writeNotJudged(pending: PendingEntries, reading: WindowReading, signal: string): void {
  pending.write(
    "signal-observed",
    `The window that ended at ${reading.end} was not judged. ${reading.problem?.words ?? ""}`.trim(),
    { signal, reading },
  );
}

/**
 * Says that a schedule's windows could not be judged, once so many in a row could not be that people are to be told;
 * and that they are again, with the first that is judged in full. When something else is in the way for as long, the
 * first is over and the second is told.
 */
export function tellWhatIsUnwatched(pending: PendingEntries, schedule: string, policy: ModelPolicy): void {
  const monitored = pending.state.monitored[schedule];
  if (!monitored) return;
  const { troubled, last } = monitored;
  const patience = patienceOf(schedule, policy);
  const lost = pending.state.unwatched[schedule];
  const recent = troubled.slice(-patience);
  const isLost = recent.length >= patience;
  if (lost && last.problem === null && !isLost) {
    pending.write(
      "monitoring-restored",
      `The window that ended at ${last.end} was judged in full${rowsInWords(last)}.`,
      { subject: schedule, reason: lost.problem.reason },
      lost.sequence,
    );
    return;
  }
  const [first] = troubled;
  if (!isLost || !first || last.problem === null || last.end !== troubled.at(-1)?.end) return;
  const { problem } = last;
  if (lost) {
    if (problem.reason === lost.problem.reason || recent.some(({ reason }) => reason !== problem.reason))
      return;
    pending.write(
      "monitoring-restored",
      `What was in the way is no longer it; now it is something else. ${problem.words}`,
      { subject: schedule, reason: lost.problem.reason },
      lost.sequence,
    );
  }
  const count = troubled.length;
  pending.write(
    "monitoring-lost",
    `${count === 1 ? "One window" : `${count} windows in a row`} could not be judged${last.judged ? " in full" : ""}, the first of them ended at ${first.end}. ${problem.words}`,
    { subject: schedule, problem, count, since: first.end },
    pending.state.sequence,
  );
}

function patienceOf(schedule: string, { drift, quality }: ModelPolicy): number {
  // One window of rare classes that had too few labels has waited for a week.
  if (schedule === rareClassSchedule) return 1;
  return schedule === qualitySchedule && quality ? quality.blindAfter : drift.blindAfter;
}

function rowsInWords({ rows }: WindowReading): string {
  return rows === null ? "" : `, over ${rows} rows`;
}
