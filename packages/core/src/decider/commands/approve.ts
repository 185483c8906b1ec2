import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin, CommandRoute } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { Candidate } from "../../vocabulary/state.ts";
import { deployYourself } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { startNextRollout } from "../rollout/start.ts";
import type { Reply } from "./reply.ts";
import { candidateOf, stageInWords, unknownVersion } from "./versions.ts";

/** A person approves a version; its trial starts when nothing is in the way, and otherwise as soon as nothing is. */
export function approve(
  pending: PendingEntries,
  origin: CommandOrigin,
  version: number,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const candidate = candidateOf(pending.state, version);
  if (!candidate) return { refused: unknownVersion(pending.state, version) };
  if (!mayApprove(candidate, origin.route)) return { refused: stageInWords(candidate) };
  return {
    carryOut(cause) {
      const approved = writeApproval(pending, origin, candidate, policy, cause);
      startNextRollout(pending, facts, policy, approved.sequence);
    },
  };
}

/** Writes down that a person approved a version. */
export function writeApproval(
  pending: PendingEntries,
  { by, route, reason }: CommandOrigin,
  candidate: Candidate,
  policy: ModelPolicy,
  cause: number,
) {
  const { package: arn, version } = candidate;
  return pending.write(
    "candidate-approved",
    `Version ${version} was approved by ${by} (${route}): ${reason}${deployYourself(policy)}`,
    { package: arn, version, by, route },
    cause,
  );
}

/**
 * A link answers the one question that it was sent with, and an event of the bus, which names its giver by itself, does
 * no more; whom the API knows, and whoever signed as a hook, may overrule an earlier no.
 */
export function mayApprove({ stage }: Candidate, route: CommandRoute): boolean {
  switch (stage) {
    case "approval-requested":
      return true;
    case "registered":
    case "accepted":
    case "rejected":
    case "approval-rejected":
      return route === "api" || route === "hook";
    case "approved":
    case "on-trial":
    case "promoted":
    case "rolled-back":
    case "superseded":
      return false;
  }
}
