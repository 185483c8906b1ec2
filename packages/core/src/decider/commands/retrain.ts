import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { requestRetraining } from "../retraining/decide.ts";
import { obstacleToAskedRetraining } from "../retraining/obstacles.ts";
import type { Reply } from "./reply.ts";

/** A person wants a retraining, drift or not. Their wish is worth more than the cooldown, and not than the budget. */
export function retrain(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const obstacle = obstacleToAskedRetraining(pending.state, policy, pending.now);
  if (obstacle) return { refused: obstacle.because };
  return {
    carryOut: (cause) =>
      requestRetraining(pending, facts, policy, { because: `${by} asked to retrain: ${reason}`, cause }),
  };
}
