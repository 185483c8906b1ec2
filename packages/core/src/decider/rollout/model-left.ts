import type { ModelPolicy } from "../../policy/policy.ts";
import { theFleet } from "../../vocabulary/entry.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endBake } from "../promotion/bake.ts";
import { stoppable } from "../retraining/job-end.ts";
import { rollBack } from "./end.ts";

/**
 * A model left the fleet. A job of Driftwheel's that retrains it is stopped, as nobody waits for it any more. Its trial, if
 * it has one, is rolled back, and nothing new begins: no challenger may stay on an endpoint that nobody looks after.
 * Whoever brings the model back resumes it.
 */
export function decideOnModelLeft(pending: PendingEntries, policy: ModelPolicy): void {
  const { rollout, paused, retraining } = pending.state;
  const stop = retraining && stoppable(retraining);
  if (retraining && stop) {
    const reason = "its model left the fleet";
    pending.write("retraining-failed", `The retraining ends: ${reason}; ${stop.name} is stopped.`, {
      execution: retraining.execution,
      reason,
      stop,
    });
  }
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
