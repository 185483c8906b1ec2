import type { ModelPolicy } from "../../policy/policy.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

const schedule = "driftwheel";
/** A few runs of the monitor. */
const allowance = 15 * 60_000;

/** Driftwheel's own monitor tells of every window; when it tells of none for long, it does not run. */
export function sweepReports({ state, now, write }: PendingEntries, { drift }: ModelPolicy): void {
  const monitored = state.monitored[schedule];
  if (drift.monitor !== "driftwheel" || !monitored || state.unwatched[schedule]) return;
  const { end } = monitored.last;
  const silent = now.getTime() - Date.parse(end);
  if (silent <= (drift.blindAfter + 1) * drift.window + drift.lag + allowance) return;
  const words = `The last window that was told of ended at ${end}, ${inWords(silent)} ago.`;
  write("monitoring-lost", words, {
    subject: schedule,
    problem: { reason: "no-reports", words },
    count: Math.floor(silent / drift.window),
    since: end,
  });
}
