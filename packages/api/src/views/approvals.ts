import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import type { OpenApproval } from "../schemas/model.ts";

/** True when someone's approval may be waited for; then the ledger tells whose. */
export function mayAwaitApproval({ candidates }: State): boolean {
  return Object.values(candidates).some(({ stage }) => stage === "approval-requested");
}

/** Approvals that a person is asked for and nobody gave so far, oldest first. */
export function openApprovals(state: State, entries: readonly Entry[]): readonly OpenApproval[] {
  const waiting = new Map(
    Object.values(state.candidates)
      .filter(({ stage }) => stage === "approval-requested")
      .map((candidate) => [candidate.sequence, candidate]),
  );
  return entries
    .filter((entry) => entry.kind === "approval-requested")
    .filter(
      (entry: EntryOf<"approval-requested">) => waiting.has(entry.sequence) && entry.data.from === "person",
    )
    .map(({ model, sequence, at, data }) => ({
      model,
      version: data.version,
      package: data.package,
      requestedAt: at,
      deadline: data.deadline,
      sequence,
    }));
}
