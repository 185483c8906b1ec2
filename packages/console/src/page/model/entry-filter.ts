import type { Entry } from "../api/api-types.ts";
import { tellsOfFailure } from "../words/tone.ts";

/** Which entries of a ledger are shown: all but confirmations, all, only what failed, or those of one kind. */
export type EntryFilter = "decisions" | "all" | "failed" | Entry["kind"];

/** What only confirms or observes, and would hide what was decided. */
const bookkeeping: readonly Entry["kind"][] = ["signal-observed", "effect-done"];

/** The newest first. */
export function shownEntries(entries: readonly Entry[], filter: EntryFilter): readonly Entry[] {
  return entries.filter((entry) => fits(entry, filter)).toReversed();
}

function fits(entry: Entry, filter: EntryFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "decisions":
      return !bookkeeping.includes(entry.kind);
    case "failed":
      return tellsOfFailure(entry);
    default:
      return entry.kind === filter;
  }
}

/** The kinds that a ledger has, with how many of each, by name. */
export function kindCounts(entries: readonly Entry[]): readonly (readonly [Entry["kind"], number])[] {
  const counts = new Map<Entry["kind"], number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].toSorted(([one], [other]) => one.localeCompare(other, "en"));
}
