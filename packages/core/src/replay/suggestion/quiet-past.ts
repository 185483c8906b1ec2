import type { Entry } from "../../vocabulary/entry.ts";
import { captureSchedule } from "../../vocabulary/monitored-window.ts";

/** One window that was judged. */
export interface PastScore {
  readonly end: string;
  /** Milliseconds; null where the source does not say. */
  readonly length: number | null;
  readonly score: number;
  /** The largest change that was named; null where nothing was. */
  readonly effect: number | null;
}

/** What a model's ledger tells of the windows of its requests. */
export interface QuietPast {
  /** Outside confirmed drift, oldest first. */
  readonly quiet: readonly PastScore[];
  /** The windows of each drift that was confirmed, from the first that counted for it. */
  readonly drifts: readonly (readonly PastScore[])[];
  /** How many rows each window had, judged or not, oldest first. */
  readonly rows: readonly number[];
}

/**
 * The windows by which a model was watched, apart from those in which drift was confirmed or came to be: what was confirmed
 * counts as drift, whether or not it was.
 */
export function quietPast(entries: readonly Entry[]): QuietPast {
  let quiet: PastScore[] = [];
  const drifts: PastScore[][] = [];
  const rows = new Map<string, number>();
  let drift: PastScore[] | null = null;
  for (const entry of entries) {
    if (entry.kind === "drift-cleared") drift = null;
    if (entry.kind !== "signal-observed" && entry.kind !== "drift-confirmed") continue;
    const { window, reading } = entry.data;
    if (reading?.schedule === captureSchedule && reading.rows !== null) rows.set(reading.end, reading.rows);
    if (window?.schedule !== captureSchedule) continue;
    const { start, end, score, effect } = window;
    const past = { end, length: start === null ? null : Date.parse(end) - Date.parse(start), score, effect };
    if (entry.kind === "drift-confirmed") {
      const { since } = entry.data;
      drift = [...quiet.filter((one) => one.end >= since), past];
      quiet = quiet.filter((one) => one.end < since);
      drifts.push(drift);
    } else if (drift) drift.push(past);
    else quiet.push(past);
  }
  return {
    quiet,
    drifts,
    rows: [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count),
  };
}
