import type { RetrainingJobKind } from "@driftwheel/core/vocabulary/retraining-job.ts";

/** What becomes of something that retrains; `taken-back` and `outwaits` only where it is on spot capacity. */
export type JobFate =
  | "completes"
  | "fails"
  | "is-stopped-by-hand"
  | "registers-nothing"
  | "is-late"
  | "hangs"
  | "taken-back"
  | "outwaits";

export type JobStatus = "InProgress" | "Stopping" | "Completed" | "Failed" | "Stopped";

/** A job, an execution of a state machine, or a call of a function that trains. */
export interface Job {
  readonly kind: RetrainingJobKind;
  readonly name: string;
  readonly arn: string;
  readonly started: Date;
  ended: Date | null;
  stopping: Date | null;
  status: JobStatus;
  secondaryStatus: string;
  interruptions: number;
  /** Error of what it trained; null while it has trained nothing. */
  meanAbsoluteError: number | null;
  readonly spot: boolean;
  /** The tuning jobs that it began with the results of. */
  readonly parents: readonly string[];
}
