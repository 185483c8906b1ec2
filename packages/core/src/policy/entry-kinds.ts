import type { EntryKind } from "../ledger/entry.ts";

/** Every kind of entry that a policy may name in its alerts. */
export const entryKinds = [
  "signal-observed",
  "drift-confirmed",
  "drift-cleared",
  "retraining-requested",
  "retraining-started",
  "retraining-succeeded",
  "retraining-failed",
  "retraining-skipped",
  "candidate-registered",
  "candidate-accepted",
  "candidate-rejected",
  "approval-requested",
  "candidate-approved",
  "approval-rejected",
  "rollout-started",
  "rollout-looked",
  "weights-shifted",
  "rollout-promoted",
  "rollout-rolled-back",
  "rollout-held",
  "endpoint-changed-outside",
  "paused",
  "resumed",
  "effect-failed",
] as const satisfies readonly EntryKind[];
