import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endBake } from "../promotion/bake.ts";
import { onTrialInWords } from "../rollout/challengers/each.ts";
import { obstacleOfShadow } from "../rollout/shadow/begin.ts";
import { move } from "../scaling/move.ts";
import type { Reply } from "./reply.ts";
import { obstacleToPromotion } from "./trial.ts";

/** Which of several it shall be nobody has said. */
function obstacleOfSeveral(rollout: Rollout | null): string | null {
  if (!rollout || rollout.others.length === 0) return null;
  return `${onTrialInWords(rollout)} are on trial together; reject those that shall not be promoted, and then promote the one that is left.`;
}

/** A person wants the challenger to serve alone, whatever the evidence says so far. */
export function promoteNow(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const { rollout } = pending.state;
  // Promoted it is already, so that no pause is in the way of a bake's end.
  if (rollout?.phase === "baking")
    return {
      carryOut: (cause) => endBake(pending, policy, `${by} asked to end the bake now: ${reason}`, cause),
    };
  const obstacle =
    obstacleToPromotion(pending.state) ??
    obstacleOfShadow(pending.state.rollout, policy) ??
    obstacleOfSeveral(pending.state.rollout);
  if (obstacle) return { refused: obstacle };
  return {
    carryOut: (cause) =>
      move(pending, facts, policy, {
        to: 100,
        reason: `The challenger's share goes from ${rollout?.weight}% to 100%: ${by} asked to promote it now: ${reason}`,
        cause,
      }),
  };
}
