import type { JobEnd } from "../context.ts";
import type { CreateTrainingJob } from "./request.ts";

export type TrainingStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

export type SecondaryStatus =
  | "Starting"
  | "Downloading"
  | "Training"
  | "Interrupted"
  | "Uploading"
  | "Stopping"
  | "Stopped"
  | "MaxRuntimeExceeded"
  | "MaxWaitTimeExceeded"
  | "Completed"
  | "Failed";

interface Transition {
  readonly Status: SecondaryStatus;
  readonly StartTime: Date;
  EndTime?: Date;
  readonly StatusMessage: string;
}

export interface FinalMetric {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp: Date;
}

/** The job that a training job is part of, if it is of any. */
export interface PartOf {
  readonly tuningJobArn?: string;
  readonly autoMLJobArn?: string;
}

export interface TrainingJob {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateTrainingJob;
  /** Of the tuning job that it is part of. */
  readonly tuningJobArn: string | null;
  /** Of the AutoML job that it is part of. */
  readonly autoMLJobArn?: string;
  readonly creationTime: Date;
  status: TrainingStatus;
  secondaryStatus: SecondaryStatus;
  readonly transitions: Transition[];
  lastModifiedTime: Date;
  trainingStartTime: Date | null;
  trainingEndTime: Date | null;
  failureReason: string | null;
  /** `s3://.../model.tar.gz`, known as soon as it is uploaded. */
  modelArtifacts: string | null;
  finalMetrics: readonly FinalMetric[];
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

/**
 * As the service words them in SecondaryStatusTransitions. Of an interruption nobody has told them: it is that of its
 * documentation, https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
const messages: Readonly<Record<SecondaryStatus, string>> = {
  Starting: "Preparing the instances for training",
  Downloading: "Downloading input data",
  Training: "Training image download completed. Training in progress.",
  Interrupted: "The job stopped because the managed spot training instances were interrupted.",
  Uploading: "Uploading generated training model",
  Stopping: "Stopping the training job",
  Stopped: "Training job stopped",
  MaxRuntimeExceeded: "Training job runtime exceeded MaxRuntimeInSeconds provided",
  MaxWaitTimeExceeded: "Training job wait time exceeded MaxWaitTimeInSeconds provided",
  Completed: "Training job completed",
  Failed: "Training job failed",
};

/** Records where a job is now. An end begins and ends in the same moment. */
export function moveTo(
  job: TrainingJob,
  status: TrainingStatus,
  secondaryStatus: SecondaryStatus,
  now: Date,
): void {
  const last = job.transitions.at(-1);
  if (last && last.EndTime === undefined) last.EndTime = now;
  const over = status === "Completed" || status === "Failed" || status === "Stopped";
  job.transitions.push({
    Status: secondaryStatus,
    StartTime: now,
    ...(over ? { EndTime: now } : {}),
    StatusMessage: messages[secondaryStatus],
  });
  job.status = status;
  job.secondaryStatus = secondaryStatus;
  job.lastModifiedTime = now;
}

/** How long a job has trained so far, or had when it ended; what it takes to begin anew on another machine is no part of it. */
export function trainedMilliseconds(
  { trainingStartTime: start, trainingEndTime, transitions }: TrainingJob,
  now: Date,
): number {
  if (start === null) return 0;
  const end = trainingEndTime ?? now;
  const between = transitions.filter(
    ({ Status, StartTime }) => (Status === "Starting" || Status === "Downloading") && StartTime > start,
  );
  const lengths = between.map(({ StartTime, EndTime = end }) => EndTime.getTime() - StartTime.getTime());
  return end.getTime() - start.getTime() - lengths.reduce((sum, each) => sum + each, 0);
}
