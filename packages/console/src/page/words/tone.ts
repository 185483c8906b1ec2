import type { Candidate, Entry, ModelStatus, OpenAlert } from "../api/api-types.ts";

/** How things stand, by colour and sign: the same everywhere. */
export type Tone = "good" | "bad" | "attention" | "active" | "quiet";

export const statusTones: Readonly<Record<ModelStatus, Tone>> = {
  held: "bad",
  unwatched: "bad",
  "awaiting-approval": "attention",
  drifted: "attention",
  paused: "attention",
  "on-trial": "active",
  retraining: "active",
  steady: "good",
};

export const statusWords: Readonly<Record<ModelStatus, string>> = {
  held: "Held",
  unwatched: "Unwatched",
  "awaiting-approval": "Awaits approval",
  drifted: "Drifted",
  paused: "Paused",
  "on-trial": "On trial",
  retraining: "Retraining",
  steady: "Steady",
};

export const stageTones: Readonly<Record<Candidate["stage"], Tone>> = {
  registered: "quiet",
  accepted: "active",
  rejected: "bad",
  "approval-requested": "attention",
  approved: "active",
  "approval-rejected": "bad",
  "on-trial": "active",
  promoted: "good",
  "rolled-back": "bad",
  superseded: "quiet",
};

export const severityTones: Readonly<Record<OpenAlert["severity"], Tone>> = {
  page: "bad",
  notify: "attention",
  info: "quiet",
};

const failed = [
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
  "effect-dropped",
];
const good = [
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
const notable = [
  "drift-confirmed",
  "approval-requested",
  "paused",
  "retraining-interrupted",
  "budget-threshold-reached",
  "rollout-restarted",
  "effect-postponed",
  "alert-raised",
];
const moving = [
  "retraining-requested",
  "retraining-started",
  "rollout-started",
  "challenger-prepared",
  "weights-shifted",
  "command-accepted",
  "candidate-registered",
];

export function kindTone(kind: Entry["kind"]): Tone {
  if (failed.includes(kind)) return "bad";
  if (good.includes(kind)) return "good";
  if (notable.includes(kind)) return "attention";
  return moving.includes(kind) ? "active" : "quiet";
}

/** Whether an entry tells of something that did not go as it should. */
export function tellsOfFailure({ kind }: Pick<Entry, "kind">): boolean {
  return failed.includes(kind);
}
