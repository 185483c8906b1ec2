import type { Entry, VersionReference } from "../../vocabulary/entry.ts";
import type { ApprovalDecision, CandidateStage, State } from "../../vocabulary/state.ts";

/** Where each model package version stands. */
export function evolveCandidate(state: State, entry: Entry): State {
  const move = (
    reference: VersionReference,
    stage: CandidateStage,
    approvalDeadline: string | null = null,
  ): State => ({
    ...state,
    candidates: {
      ...state.candidates,
      [reference.package]: {
        package: reference.package,
        version: reference.version,
        stage,
        sequence: entry.sequence,
        approvalDeadline,
        decided: decision(entry) ?? state.candidates[reference.package]?.decided ?? null,
      },
    },
  });
  switch (entry.kind) {
    case "candidate-registered":
      return move(entry.data, "registered");
    case "candidate-accepted":
      return move(entry.data, "accepted");
    case "candidate-rejected":
      return move(entry.data, "rejected");
    case "approval-requested":
      return move(entry.data, "approval-requested", entry.data.deadline);
    case "candidate-approved":
      return move(entry.data, "approved");
    case "approval-rejected":
      return move(entry.data, "approval-rejected");
    case "rollout-started":
      return withOlderSuperseded(move(entry.data.challenger, "on-trial"), entry.data.challenger.version);
    case "rollout-promoted":
      return move(entry.data.challenger, "promoted");
    case "rollout-rolled-back":
      return move(entry.data.challenger, "rolled-back");
    default:
      return state;
  }
}

function decision(entry: Entry): ApprovalDecision | null {
  if (entry.kind !== "candidate-approved" && entry.kind !== "approval-rejected") return null;
  return { by: entry.data.by, route: entry.data.route, at: entry.at };
}

/** Approved versions that are older than the one on trial will never have a trial of their own. */
function withOlderSuperseded(state: State, version: number): State {
  return {
    ...state,
    candidates: Object.fromEntries(
      Object.entries(state.candidates).map(([arn, candidate]) => [
        arn,
        candidate.stage === "approved" && candidate.version < version
          ? { ...candidate, stage: "superseded" as const }
          : candidate,
      ]),
    ),
  };
}
