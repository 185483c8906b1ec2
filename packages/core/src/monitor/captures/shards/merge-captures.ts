import type { Unread } from "../../../vocabulary/monitored-window.ts";
import { mergeStates } from "../../window/merge-states.ts";
import type { ReadCaptures } from "../capture-reader.ts";
import { mostReasons } from "../unread.ts";

/**
 * What one reader would have made of the files of both, those of `one` first.
 *
 * @throws RangeError when they were not read by one baseline
 */
export function mergeCaptures(one: ReadCaptures, other: ReadCaptures): ReadCaptures {
  return {
    state: mergeStates(one.state, other.state),
    records: one.records + other.records,
    late: one.late + other.late,
    unread: mergeUnread(one.unread, other.unread),
    predictions: one.predictions.map(({ name, unread }) => {
      const same = other.predictions.find((prediction) => prediction.name === name);
      return { name, unread: same ? mergeUnread(unread, same.unread) : unread };
    }),
  };
}

function mergeUnread(one: Unread, other: Unread): Unread {
  const reasons = new Map(one.reasons.map(({ reason, lines }) => [reason, lines]));
  for (const { reason, lines } of other.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + lines);
  return {
    lines: one.lines + other.lines,
    reasons: [...reasons]
      .map(([reason, lines]) => ({ reason, lines }))
      .sort((first, second) => second.lines - first.lines)
      .slice(0, mostReasons),
    example: one.example ?? other.example,
  };
}
