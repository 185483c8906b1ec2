import { foldWindow } from "../decider/drift/decide.ts";
import type { PendingEntries } from "../decider/entries/pending-entries.ts";
import { tellWhatIsUnwatched, writeNotJudged } from "../decider/monitoring/windows.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { MonitorJob } from "../vocabulary/costs.ts";
import type { DriftWindow, WindowMeasures } from "../vocabulary/drift-window.ts";
import type { Entry } from "../vocabulary/entry.ts";
import type { Facts } from "../vocabulary/fact.ts";
import type { WindowReading } from "../vocabulary/monitored-window.ts";

/** What a ledger tells of one window, so that it can be decided on again. */
export type ToldWindow =
  | {
      readonly is: "judged";
      readonly signal: string;
      readonly window: DriftWindow;
      readonly reading: WindowReading | null;
      readonly measures: WindowMeasures | null;
      readonly ran: MonitorJob | null;
    }
  | { readonly is: "not-judged"; readonly signal: string; readonly reading: WindowReading };

/** The window that the entry tells of; null when it tells of none, or of one that counted for nothing. */
export function toldWindow(entry: Entry): ToldWindow | null {
  if (entry.kind !== "signal-observed" && entry.kind !== "drift-confirmed") return null;
  const { window, reading = null, measures = null, ran = null } = entry.data;
  const signal = entry.kind === "signal-observed" ? entry.data.signal : "drift-reported";
  if (window) return { is: "judged", signal, window, reading, measures, ran };
  return reading && !reading.judged ? { is: "not-judged", signal, reading } : null;
}

/** Decides on the window by the policy. */
export function decideOnWindow(
  pending: PendingEntries,
  told: ToldWindow,
  facts: Facts,
  policy: ModelPolicy,
  floorRose: boolean,
): void {
  if (told.is === "not-judged") {
    writeNotJudged(pending, told.reading, told.signal);
    tellWhatIsUnwatched(pending, told.reading.schedule, policy);
    return;
  }
  const { signal, reading, measures, ran } = told;
  const window = floorRose ? underFloor(told, policy) : told.window;
  foldWindow(
    pending,
    window,
    { kind: signal, ...(reading && { reading }), ...(measures && { measures }), ...(ran && { ran }) },
    facts,
    policy,
  );
  // An alarm tells of no reading, and nothing of what is watched.
  if (reading) tellWhatIsUnwatched(pending, window.schedule, policy);
}

/**
 * The window under a higher floor than it was scored by: where nothing that the entry tells of moved as far, it counts
 * against drift at most. Model Monitor's violations are not weighed by the floor.
 */
function underFloor(
  { window, measures }: Extract<ToldWindow, { is: "judged" }>,
  { drift }: ModelPolicy,
): DriftWindow {
  const { effect, score, source } = window;
  if (effect === null || score <= 0 || source === "model-monitor") return window;
  const moved = Math.max(effect, ...(measures?.distances.map(({ distance }) => distance) ?? []));
  return moved < drift.sensitivity.minEffect ? { ...window, score: 0 } : window;
}

/** A window that would have said more than 0 but for a floor; whatever it would have said is not in the ledger. */
export function isCutByFloor({ score, source }: DriftWindow): boolean {
  return score === 0 && source !== "model-monitor";
}
