import type { EntryKind } from "../vocabulary/entry.ts";

/** Every kind of entry that a policy may name in its alerts. */
export const entryKinds = [
  "signal-observed",
  "drift-confirmed",
  "drift-cleared",
  "monitoring-lost",
  "monitoring-restored",
  "retraining-requested",
  "retraining-started",
  "retraining-interrupted",
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
  "challenger-prepared",
  "weights-shifted",
  "rollout-promoted",
  "rollout-watched",
  "rollout-baked",
  "rollout-rolled-back",
  "rollout-held",
  "rollout-restarted",
  "endpoint-changed-outside",
  "paused",
  "resumed",
  "command-accepted",
  "command-refused",
  "effect-failed",
  "effect-postponed",
  "effect-dropped",
] as const satisfies readonly EntryKind[];

/** Kinds that no policy may name in its alerts, since alerts are made of them. */
export const ownKinds = [
  "alert-raised",
  "alert-escalated",
  "alert-resolved",
  "effect-done",
] as const satisfies readonly EntryKind[];
