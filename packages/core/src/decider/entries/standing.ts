import type { Entry } from "../../vocabulary/entry.ts";
import type { State } from "../../vocabulary/state.ts";

/**
 * False for an entry that only tells, confirms or observes: whoever decided before it came decides the same after it.
 * True for anything else, and for a kind that is new.
 */
export function changesStanding(entry: Entry): boolean {
  switch (entry.kind) {
    case "signal-observed":
      // The first sight of the endpoint says which version is the champion.
      return entry.data.endpoint !== undefined;
    case "command-accepted":
      return !["acknowledge", "test-alerts"].includes(entry.data.command.name);
    case "command-refused":
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
    case "effect-done":
    case "effect-postponed":
    case "cost-recorded":
    case "upkeep-recorded":
    case "budget-threshold-reached":
    case "rollout-restarted":
      return false;
    default:
      return true;
  }
}

/**
 * True for a command that was given on sight of how things stood before they changed, or of an end that the ledger does
 * not have. Observations that came in between change nothing that a person decides on.
 *
 * @param expectedSequence of the last entry that its giver saw; null for a command that was given on no sight of it
 */
export function isOutdated({ sequence, changedBy }: State, expectedSequence: number | null): boolean {
  return expectedSequence !== null && (expectedSequence < changedBy || expectedSequence > sequence);
}
