import type { Entry } from "../vocabulary/entry.ts";
import { isConclusion } from "./told-decisions.ts";

/** Where the policy of the replay decides otherwise than the ledger says. */
export interface Parting {
  /** Of the decision's first entry in the ledger. */
  readonly sequence: number;
  readonly at: string;
  /** What was decided, as kinds of entries with what tells one decision from another: `rollout-looked promote`. */
  readonly was: readonly string[];
  /** What would have been; empty where nothing would. */
  readonly would: readonly string[];
  /** The reason of the first that would have been otherwise, or why it would not have been. */
  readonly because: string;
  /** True when it rests on what had to be assumed before it. */
  readonly assumed: boolean;
}

/** What was decided, in words that two decisions have in common exactly when they decide the same. */
export function decided(entry: Entry): string | null {
  switch (entry.kind) {
    case "effect-done":
    case "effect-failed":
    case "effect-postponed":
    case "effect-dropped":
    case "signal-observed":
      return null;
    case "rollout-looked":
      return `${entry.kind} ${entry.data.decision}`;
    case "retraining-skipped":
      return `${entry.kind} ${entry.data.reason}`;
    case "approval-requested":
      return `${entry.kind} ${entry.data.from}`;
    case "weights-shifted":
      return `${entry.kind} ${entry.data.from}% -> ${entry.data.to}%`;
    case "rollout-started":
      return `${entry.kind} ${entry.data.weight}%`;
    case "alert-raised":
      return `${entry.kind} ${entry.data.severity} ${entry.data.aboutKind}`;
    case "alert-resolved":
    case "alert-escalated":
      return `${entry.kind} ${entry.data.severity} ${entry.data.key.slice(entry.model.length + 1)}`;
    default:
      return entry.kind;
  }
}

/** The parting of two decisions on one signal; null when both decide the same. */
export function partingOf(
  told: readonly Entry[],
  own: readonly Entry[],
): Pick<Parting, "was" | "would" | "because"> | null {
  const [was, would] = [told.flatMap(wordsOf), own.flatMap(wordsOf)];
  if (was.length === would.length && was.every((one, index) => one === would[index])) return null;
  const missing = [...was];
  const first = own.find((entry) => {
    const place = missing.indexOf(decided(entry) ?? "");
    if (place >= 0) missing.splice(place, 1);
    return place < 0 && decided(entry) !== null;
  });
  // What would not have been written has no reason of its own; what was written in its place has.
  const instead = first ?? own.find((entry) => !isConclusion(entry));
  return { was, would, because: instead?.because ?? "Nothing would have been decided." };
}

function wordsOf(entry: Entry): readonly string[] {
  const words = decided(entry);
  return words === null ? [] : [words];
}
