import { cusumReference, strongestScore } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";
import { added, noTally, type RaisedAlarm, type Tally, type WindowHistory } from "./window-history.ts";

/** So many windows, and a week of them, say more than the training rows' order. */
const enough = { windows: 100, milliseconds: 7 * 86_400_000 };
/** What lasts so long after its alarm is more than nights and days, and raised again. */
const lasting = { windows: 24, milliseconds: 3 * 86_400_000 };

/** The windows after which a champion's own say how they differ. */
export function trustedWindows(milliseconds: number): number {
  return Math.max(enough.windows, enough.milliseconds / milliseconds);
}

/** Whether an alarm was raised so shortly before that its level is not to raise it again. */
export function isHeld({ raised }: WindowHistory, milliseconds: number): boolean {
  return raised !== null && raised.windows < Math.max(lasting.windows, lasting.milliseconds / milliseconds);
}

/**
 * The score of a window while an alarm is held. It leaves the decider's sum where the alarm brought it, so that drift
 * is not said to be over, and adds what goes beyond the alarm's own level, and takes that back. Calmer windows count as ever.
 *
 * @param score by the dispersions of what is known
 * @param beyond by those in which the alarm's own level is ordinary
 */
export function heldScore({ raised }: WindowHistory, score: number, beyond: number): number {
  const sum = raised?.sum ?? 0;
  return Math.min(score, cusumReference + cusumStep(sum, beyond, cusumReference) - sum);
}

/**
 * The alarm that is raised, after one more window of its suspicion. Only alarms of the champion's first week are held:
 * until then nothing but training rows has told how windows differ, and those may be shuffled, or of less than a cycle.
 */
export function raisedAfter(
  history: WindowHistory,
  window: {
    readonly isAlarm: boolean;
    /** What counts for raising it again. */
    readonly score: number;
    readonly line: number;
    readonly milliseconds: number;
  },
): RaisedAlarm | null {
  const { raised } = history;
  const { isAlarm, score, line, milliseconds } = window;
  if (!raised) {
    return isAlarm && seenWindows(history) < trustedWindows(milliseconds) ? { windows: 0, sum: 0 } : null;
  }
  const sum = cusumStep(raised.sum, score, cusumReference);
  return sum >= line ? { windows: 0, sum: 0 } : { windows: raised.windows + 1, sum };
}

/**
 * The level of a raised alarm, for one feature. Windows join it unless one of them, or several, go far beyond it: those
 * are to raise the alarm again, and belong to it only then.
 *
 * @param window.all windows of the suspicion with this one, `one`
 */
export function levelAfter(
  raised: RaisedAlarm | null,
  level: Tally,
  window: { readonly all: Tally; readonly one: Tally; readonly excess: number },
): Tally {
  if (!raised) return noTally;
  const { all, one, excess } = window;
  // The moving mean has not yet come to where the alarm is.
  if (raised.windows === 0) return { ...all, top: Math.max(all.top, excess) };
  return raised.sum < strongestScore - cusumReference ? added(level, one) : level;
}

function seenWindows({ features }: WindowHistory): number {
  return Math.max(
    0,
    ...features.map(({ calm, suspected, forgiven }) => calm.windows + suspected.windows + forgiven.windows),
  );
}
