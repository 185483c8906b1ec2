import type { EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import type { Colors } from "../context/context.ts";

const bad: readonly EntryKind[] = [
  "monitoring-lost",
  "fresh-data-lost",
  "batch-job-failed",
  "batch-jobs-missed",
  "retraining-failed",
  "candidate-rejected",
  "approval-rejected",
  "rollout-rolled-back",
  "challenger-dropped",
  "rollout-held",
  "endpoint-changed-outside",
  "command-refused",
  "alert-escalated",
  "effect-failed",
];
const good: readonly EntryKind[] = [
  "monitoring-restored",
  "fresh-data-restored",
  "batch-jobs-returned",
  "retraining-succeeded",
  "candidate-accepted",
  "candidate-approved",
  "rollout-promoted",
  "rollout-baked",
  "drift-cleared",
  "resumed",
  "alert-resolved",
];
const notable: readonly EntryKind[] = [
  "drift-confirmed",
  "retraining-requested",
  "rollout-started",
  "paused",
  "rollout-restarted",
  "effect-postponed",
  "command-accepted",
  "alert-raised",
];

/** Colours a text as fits the kind of entry: red for what went wrong, green for what went well. */
export function coloured(kind: EntryKind, text: string, colors: Colors): string {
  if (bad.includes(kind)) return colors.red(text);
  if (good.includes(kind)) return colors.green(text);
  return notable.includes(kind) ? colors.yellow(text) : colors.dim(text);
}
