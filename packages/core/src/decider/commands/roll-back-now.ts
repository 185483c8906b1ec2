import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { rollBack } from "../rollout/end.ts";
import type { Reply } from "./reply.ts";
import { obstacleToEnd } from "./trial.ts";

/** A person wants the old champion back, also while the model is paused: it is the safe way out. */
export function rollBackNow(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  policy: ModelPolicy,
): Reply {
  const { rollout } = pending.state;
  const isHeld = rollout?.phase === "held";
  if (isHeld && rollout.rollBackReason !== null)
    return {
      refused: `the trial of version ${rollout.challenger.version} is held, and its roll back is owed already; resume the model, and it follows.`,
    };
  // What is held is left as it is: its roll back is what follows when it is resumed, whatever became of the challenger's own.
  const obstacle = isHeld ? null : obstacleToEnd(pending.state);
  if (obstacle) return { refused: obstacle };
  return {
    carryOut: (cause) => void rollBack(pending, policy, `${by} asked to roll it back now: ${reason}`, cause),
  };
}
