import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin, CommandRoute } from "../../vocabulary/command.ts";
import type { Candidate } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { takeOut } from "../rollout/challengers/drop.ts";
import type { Reply } from "./reply.ts";
import { obstacleToEnd } from "./trial.ts";
import { candidateOf, stageInWords, unknownVersion } from "./versions.ts";

/** A person rejects a version; one that is on trial is rolled back. */
export function reject(
  pending: PendingEntries,
  origin: CommandOrigin,
  version: number,
  policy: ModelPolicy,
): Reply {
  const { state } = pending;
  const candidate = candidateOf(state, version);
  if (!candidate) return { refused: unknownVersion(state, version) };
  if (!mayReject(candidate, origin.route)) return { refused: stageInWords(candidate) };
  const onTrial = candidate.stage === "on-trial";
  const obstacle = onTrial ? obstacleToEnd(state) : null;
  if (obstacle) return { refused: obstacle };
  return {
    carryOut(cause) {
      const { by, route, reason } = origin;
      const rejected = pending.write(
        "approval-rejected",
        `Version ${version} was rejected by ${by} (${route})${onTrial ? " during its trial" : ""}: ${reason}`,
        { package: candidate.package, version, by, route },
        cause,
      );
      if (onTrial) takeOut(pending, policy, version, rejected.because, rejected.sequence);
    },
  };
}

function mayReject({ stage }: Candidate, route: CommandRoute): boolean {
  switch (stage) {
    case "approval-requested":
      return true;
    case "registered":
    case "accepted":
    case "approved":
    case "on-trial":
      return route !== "link";
    case "rejected":
    case "approval-rejected":
    case "promoted":
    case "rolled-back":
    case "superseded":
      return false;
  }
}
