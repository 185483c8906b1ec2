import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import { unfitForTrial } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { type FormerChampion, formerChampion, startUndo } from "../promotion/undo.ts";
import { rollBack } from "../rollout/end.ts";
import { obstacleOnEndpoint } from "../rollout/start.ts";
import type { Reply } from "./reply.ts";

/**
 * A person wants the champion before the last promotion back. It is a safe way out, so that neither a gate nor a pause is
 * in its way; the pause stays.
 */
export function undo(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const { state } = pending;
  // While the promoted version bakes, its own rollout knows the way back.
  if (state.rollout?.phase === "baking")
    return {
      carryOut: (cause) =>
        void rollBack(pending, policy, `${by} asked to undo the promotion: ${reason}`, cause),
    };
  const former = formerChampion(state);
  if ("refused" in former) return former;
  const obstacle =
    goneFromRegistry(former, facts) ??
    obstacleOnEndpoint(state, facts) ??
    unfitForTrial(facts.endpoint, policy);
  if (obstacle) return { refused: `${obstacle}.`.replace(/\.\.$/, ".") };
  return { carryOut: (cause) => startUndo(pending, former, facts, policy, { by, reason, cause }) };
}

/** SageMaker makes no model of a package that is gone or rejected. */
function goneFromRegistry({ version, replacedBy }: FormerChampion, { formerPackage }: Facts): string | null {
  const its = `version ${version}, the champion before version ${replacedBy},`;
  if (!formerPackage?.exists) return `${its} is not in the registry any more`;
  return formerPackage.approval === "Rejected"
    ? `${its} was rejected in the registry since; approve it there first`
    : null;
}
