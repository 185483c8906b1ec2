import type { Unread, WindowProblem } from "../../vocabulary/monitored-window.ts";

/** What was found of an hour of ground truth. */
export interface LabelledHour {
  /** Labels that have an answer, of whichever variant. */
  readonly joined: number;
  /** Those that the champion answered. */
  readonly champions: number;
  readonly minLabels: number;
  /** Labelled requests that no capture tells of. */
  readonly unmatched: number;
  readonly unread: Unread;
  /** Constraints that could not be measured, each with why. */
  readonly unmeasured: readonly string[];
}

/** Why an hour of ground truth was not judged, or not in full; null when it was. */
export function hourProblem(hour: LabelledHour): WindowProblem | null {
  const { joined, champions, minLabels, unmatched, unread, unmeasured } = hour;
  const [first] = unread.reasons;
  const wrong =
    unread.lines > 0
      ? ` ${unread.lines} lines could not be read: ${first?.reason ?? "nobody says why"}.`
      : "";
  if (joined === 0) {
    if (unmatched === 0 && unread.lines > 0)
      return { reason: "all-unread", words: `No label could be joined.${wrong}` };
    if (unmatched === 0) return { reason: "no-labels", words: "The files of the hour hold no labels." };
    return {
      reason: "no-label-matches",
      words: `None of ${unmatched} labelled requests was captured with an answer within reach.${wrong}`,
    };
  }
  if (champions < minLabels) {
    const others = joined > champions ? `, of ${joined} that have an answer` : "";
    const missed = unmatched > 0 ? ` ${unmatched} labels found no answer.` : "";
    return {
      reason: "too-few-rows",
      words: `${champions} labels are for answers of the champion${others}; at least ${minLabels} are needed.${missed}${wrong}`,
    };
  }
  return unmeasured.length === 0
    ? null
    : { reason: "not-measured", words: `Not every constraint was measured: ${unmeasured.join("; ")}.` };
}
