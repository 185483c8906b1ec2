import type { ModelPolicy } from "../../policy/policy.ts";
import { watchesRareClasses } from "../../policy/quality/rare-classes.ts";
import { captureSchedule, qualitySchedule, rareClassSchedule } from "../../vocabulary/monitored-window.ts";
import { inWords } from "../../words/duration.ts";
import { subjectInWords } from "../../words/monitored-subject.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

const hour = 3_600_000;
/** A few runs of the monitor. */
const allowance = 15 * 60_000;

/** How often one of Driftwheel's own schedules tells of windows, milliseconds; null when the policy asks for none. */
interface Rhythm {
  readonly length: number;
  readonly lag: number;
  readonly blindAfter: number;
}

function rhythmsOf({ drift, quality }: ModelPolicy): Readonly<Record<string, Rhythm | null>> {
  const { window: length, lag, blindAfter } = drift;
  return {
    [captureSchedule]: drift.monitor === "driftwheel" ? { length, lag, blindAfter } : null,
    [qualitySchedule]: quality ? { length: hour, lag: quality.lag, blindAfter: quality.blindAfter } : null,
    // How long their windows are nobody knows before there are labels.
    ...(!watchesRareClasses(quality) && { [rareClassSchedule]: null }),
  };
}

/**
 * Driftwheel's own schedules tell of every window; when one tells of none for long, it does not run. What the policy does
 * not watch any more is missed no longer.
 */
export function sweepReports(pending: PendingEntries, policy: ModelPolicy): void {
  for (const [schedule, rhythm] of Object.entries(rhythmsOf(policy))) {
    if (rhythm) missReports(pending, schedule, rhythm);
    else endWatch(pending, schedule);
  }
}

function missReports(
  { state, now, write }: PendingEntries,
  schedule: string,
  { length, lag, blindAfter }: Rhythm,
): void {
  const monitored = state.monitored[schedule];
  if (!monitored || state.unwatched[schedule]) return;
  const { end } = monitored.last;
  const silent = now.getTime() - Date.parse(end);
  if (silent <= (blindAfter + 1) * length + lag + allowance) return;
  const words = `The last window that was told of ended at ${end}, ${inWords(silent)} ago.`;
  write("monitoring-lost", words, {
    subject: schedule,
    problem: { reason: "no-reports", words },
    count: Math.floor(silent / length),
    since: end,
  });
}

function endWatch({ state, write }: PendingEntries, schedule: string): void {
  const lost = state.unwatched[schedule];
  if (!lost) return;
  write(
    "monitoring-restored",
    `The policy does not ask Driftwheel to watch ${subjectInWords(schedule)} any more.`,
    { subject: schedule, reason: lost.problem.reason },
    lost.sequence,
  );
}
