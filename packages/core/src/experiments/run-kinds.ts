import type { EntryKind } from "../vocabulary/entry.ts";

/** Kinds of entries that say something of a run; no other need be told to a tracking server. */
export const runKinds: ReadonlySet<EntryKind> = new Set<EntryKind>([
  ...(["retraining-requested", "retraining-started", "retraining-interrupted"] as const),
  ...(["retraining-succeeded", "retraining-failed"] as const),
  ...(["candidate-registered", "candidate-accepted", "candidate-rejected"] as const),
  ...(["approval-requested", "candidate-approved", "approval-rejected"] as const),
  ...([
    "rollout-started",
    "rollout-looked",
    "challenger-dropped",
    "weights-shifted",
    "rollout-held",
  ] as const),
  ...(["rollout-promoted", "rollout-watched", "rollout-baked", "rollout-rolled-back"] as const),
]);
