import type { Entry } from "../../vocabulary/entry.ts";

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
      return entry.data.command.name !== "acknowledge";
    case "command-refused":
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
    case "effect-done":
    case "effect-postponed":
    case "rollout-restarted":
      return false;
    default:
      return true;
  }
}
