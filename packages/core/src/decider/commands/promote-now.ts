import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { promote } from "../rollout/end.ts";
import type { Reply } from "./reply.ts";
import { obstacleToPromotion } from "./trial.ts";

/** A person wants the challenger to serve alone, whatever the evidence says so far. */
export function promoteNow(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  policy: ModelPolicy,
): Reply {
  const obstacle = obstacleToPromotion(pending.state);
  if (obstacle) return { refused: obstacle };
  const { rollout } = pending.state;
  return {
    carryOut: (cause) =>
      promote(
        pending,
        policy,
        `The challenger's share goes from ${rollout?.weight}% to 100%: ${by} asked to promote it now: ${reason}`,
        cause,
      ),
  };
}
