import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endRolledBack } from "../rollout/end.ts";
import { nextExecution } from "../rollout/execution.ts";
import { startNextRollout } from "../rollout/start.ts";
import type { Reply } from "./reply.ts";

/** A person lets go on with what was paused or held. */
export function resume(
  pending: PendingEntries,
  origin: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const { paused, held, rollout } = pending.state;
  if (!paused && !held && rollout?.phase !== "held")
    return { refused: "the model is neither paused nor held; there is nothing to resume." };
  return { carryOut: (cause) => goOn(pending, origin, facts, policy, cause) };
}

/** The endpoint is accepted as it is now; a held rollout goes on if its config still serves. */
function goOn(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { rollout } = pending.state;
  const found = facts.endpoint;
  const config = found?.exists && found.status === "InService" ? found.config : null;
  const goesOn = rollout?.phase === "held" && config === rollout.trialConfig;
  const abandoned = rollout?.phase === "held" && !goesOn ? rollout : null;
  const resumed = pending.write(
    "resumed",
    `${by} resumed the model: ${reason}`,
    {
      by,
      reason,
      // During a trial the endpoint to compare with is the trial's; the accepted one is what serves without it.
      endpoint:
        config !== null && found && !goesOn && !(rollout && !abandoned)
          ? { config, variants: found.variants }
          : null,
      rollout: goesOn && rollout ? nextExecution(rollout) : null,
    },
    cause,
  );
  if (abandoned) {
    endRolledBack(pending, abandoned, {
      because: `The trial of version ${abandoned.challenger.version} ends: the endpoint was resumed with config ${config ?? "unknown"}, which is not the trial's.`,
      reason: "ended by a person",
      config: config ?? abandoned.originalConfig,
      cause: resumed.sequence,
    });
  }
  startNextRollout(pending, facts, policy, resumed.sequence);
}
