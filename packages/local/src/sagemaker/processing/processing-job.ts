import type { JobEnd } from "../context.ts";
import type { CreateProcessingJob } from "./request.ts";

export type ProcessingStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

export interface ProcessingJob {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateProcessingJob;
  /** Of the AutoML job that it is part of. */
  readonly autoMLJobArn?: string;
  readonly creationTime: Date;
  status: ProcessingStatus;
  lastModifiedTime: Date;
  processingStartTime: Date | null;
  processingEndTime: Date | null;
  failureReason: string | null;
  /** What the container wrote to `/opt/ml/output/message`. */
  exitMessage: string | null;
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}
