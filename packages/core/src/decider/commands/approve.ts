import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin, CommandRoute } from "../../vocabulary/command.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { Candidate } from "../../vocabulary/state.ts";
import type { Notebook } from "../notebook.ts";
import { startNextRollout } from "../rollout/start.ts";
import type { Reply } from "./reply.ts";
import { candidateOf, standing, unknownVersion } from "./versions.ts";

/** A person approves a version; its trial starts when nothing is in the way, and otherwise as soon as nothing is. */
export function approve(
  notes: Notebook,
  origin: CommandOrigin,
  version: number,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const candidate = candidateOf(notes.state, version);
  if (!candidate) return { refused: unknownVersion(notes.state, version) };
  if (!mayApprove(candidate, origin.route)) return { refused: standing(candidate) };
  return {
    carryOut(cause) {
      const approved = writeApproval(notes, origin, candidate, cause);
      startNextRollout(notes, facts, policy, approved.sequence);
    },
  };
}

/** Writes down that a person approved a version. */
export function writeApproval(
  notes: Notebook,
  { by, route, reason }: CommandOrigin,
  candidate: Candidate,
  cause: number,
) {
  const { package: arn, version } = candidate;
  return notes.write(
    "candidate-approved",
    `Version ${version} was approved by ${by} (${route}): ${reason}`,
    { package: arn, version, by, route },
    cause,
  );
}

/** A link answers the one question that it was sent with; whoever comes another way may overrule an earlier no. */
export function mayApprove({ stage }: Candidate, route: CommandRoute): boolean {
  switch (stage) {
    case "approval-requested":
      return true;
    case "registered":
    case "accepted":
    case "rejected":
    case "approval-rejected":
      return route !== "link";
    case "approved":
    case "on-trial":
    case "promoted":
    case "rolled-back":
    case "superseded":
      return false;
  }
}
