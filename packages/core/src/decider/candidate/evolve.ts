import type { Entry, EntryOf, VersionReference } from "../../vocabulary/entry.ts";
import type { ApprovalDecision, CandidateStage, State } from "../../vocabulary/state.ts";

/** Where each model package version stands. */
export function evolveCandidate(state: State, entry: Entry): State {
  const move = (
    reference: VersionReference,
    stage: CandidateStage,
    approvalDeadline: string | null = null,
    before: State = state,
  ): State => ({
    ...before,
    candidates: {
      ...before.candidates,
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
  const moveAll = (references: readonly VersionReference[], stage: CandidateStage): State =>
    references.reduce((before, reference) => move(reference, stage, null, before), state);
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
      return withOlderSuperseded(
        started(moveAll([entry.data.challenger, ...(entry.data.others ?? [])], "on-trial"), state, entry),
        entry.data.challenger.version,
      );
    case "challenger-dropped":
      return move(entry.data.challenger, entry.data.ended);
    case "rollout-promoted":
      return withUndone(move(entry.data.challenger, "promoted"), entry);
    case "rollout-rolled-back":
      return entry.data.undoes
        ? asBeforeUndo(state, entry.data.challenger)
        : moveAll([entry.data.challenger, ...(entry.data.others ?? [])], "rolled-back");
    default:
      return state;
  }
}

function decision(entry: Entry): ApprovalDecision | null {
  if (entry.kind !== "candidate-approved" && entry.kind !== "approval-rejected") return null;
  return { by: entry.data.by, route: entry.data.route, at: entry.at };
}

/** An undo that fails leaves the former champion what it was. */
function started(state: State, before: State, { data }: EntryOf<"rollout-started">): State {
  const { package: arn } = data.challenger;
  const candidate = state.candidates[arn];
  if (!data.undoes || !candidate) return state;
  const beforeUndo = before.candidates[arn] ?? null;
  return { ...state, candidates: { ...state.candidates, [arn]: { ...candidate, beforeUndo } } };
}

function asBeforeUndo(state: State, { package: arn }: VersionReference): State {
  const { [arn]: candidate, ...others } = state.candidates;
  const before = candidate?.beforeUndo;
  return { ...state, candidates: before ? { ...state.candidates, [arn]: before } : others };
}

/** The version whose promotion was taken back had its time on the traffic, as one whose trial was rolled back. */
function withUndone(state: State, { sequence, data }: EntryOf<"rollout-promoted">): State {
  const undone = data.undoes && data.champion.package ? state.candidates[data.champion.package] : undefined;
  if (!undone) return state;
  return {
    ...state,
    candidates: { ...state.candidates, [undone.package]: { ...undone, stage: "rolled-back", sequence } },
  };
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
