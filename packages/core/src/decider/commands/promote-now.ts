import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Notebook } from "../notebook.ts";
import { promote } from "../rollout/end.ts";
import type { Reply } from "./reply.ts";
import { obstacleToPromotion } from "./trial.ts";

/** A person wants the challenger to serve alone, whatever the evidence says so far. */
export function promoteNow(notes: Notebook, { by, reason }: CommandOrigin, policy: ModelPolicy): Reply {
  const obstacle = obstacleToPromotion(notes.state);
  if (obstacle) return { refused: obstacle };
  const { rollout } = notes.state;
  return {
    carryOut: (cause) =>
      promote(
        notes,
        policy,
        `The challenger's share goes from ${rollout?.weight}% to 100%: ${by} asked to promote it now: ${reason}`,
        cause,
      ),
  };
}
