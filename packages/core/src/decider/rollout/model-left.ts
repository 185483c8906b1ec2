import type { ModelPolicy } from "../../policy/policy.ts";
import { theFleet } from "../../vocabulary/entry.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endBake } from "../promotion/bake.ts";
import { rollBack } from "./end.ts";

/**
 * A model left the fleet. Its trial, if it has one, is rolled back, and nothing new begins: no challenger may stay on an
 * endpoint that nobody looks after. Whoever brings the model back resumes it.
 */
export function decideOnModelLeft(pending: PendingEntries, policy: ModelPolicy): void {
  const { rollout, paused } = pending.state;
  if (!rollout) return;
  const reason = "the model left the fleet during its trial";
  if (!paused) {
    pending.write("paused", `The model is paused: ${reason}. Resume it when it is back.`, {
      by: theFleet,
      reason,
    });
  }
  if (rollout.phase === "baking") endBake(pending, policy, `The winner stays: ${reason}.`, undefined);
  // An undo is the safe way out itself, and comes to its end.
  else if (!rollout.undoes && !rollout.bake) rollBack(pending, policy, `${reason}.`, undefined);
}
