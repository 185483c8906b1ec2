import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import { type Candidate, championPackage } from "../../vocabulary/state.ts";
import { unfitForTrial } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { obstacleToRollout, startRollout } from "../rollout/start.ts";
import { writeApproval } from "./approve.ts";
import type { Reply } from "./reply.ts";
import { candidateOf, isChampion, stageInWords, unknownVersion } from "./versions.ts";

/** A person wants one version on trial now, be it the next in turn or one that had its trial. */
export function startRolloutOf(
  pending: PendingEntries,
  origin: CommandOrigin,
  version: number,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const { state } = pending;
  const candidate = candidateOf(state, version);
  if (!candidate) return { refused: unknownVersion(state, version) };
  if (isChampion(championPackage(state), candidate))
    return { refused: `version ${version} is the champion: it serves already.` };
  if (candidate.stage !== "approved" && !mayBeTriedAgain(candidate)) {
    const advice = candidate.stage === "on-trial" ? "" : " Approve it first.";
    return { refused: `${stageInWords(candidate)}${advice}` };
  }
  const obstacle = obstacleToRollout(state, facts) ?? unfitForTrial(facts.endpoint, policy);
  if (obstacle) return { refused: `${obstacle}.`.replace(/\.\.$/, ".") };
  return {
    carryOut(cause) {
      const ready = mayBeTriedAgain(candidate)
        ? writeApproval(pending, origin, candidate, policy, cause).sequence
        : cause;
      startRollout(pending, candidate, facts, policy, ready);
    },
  };
}

/** Who asks for another trial of what was approved once approves it by asking. */
function mayBeTriedAgain({ stage }: Candidate): boolean {
  return stage === "rolled-back" || stage === "superseded" || stage === "promoted";
}
