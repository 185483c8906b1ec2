import type { JobEnd } from "../context.ts";
import type { TagStore } from "../tags/tag-store.ts";
import type { CreateTransformJob } from "./request.ts";

export type TransformStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

export interface TransformJob {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateTransformJob;
  readonly creationTime: Date;
  status: TransformStatus;
  lastModifiedTime: Date;
  startTime: Date | null;
  endTime: Date | null;
  failureReason: string | null;
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

/** DescribeTransformJob's answer. */
export function describeTransformJob(job: TransformJob): Readonly<Record<string, unknown>> {
  const { TransformJobName: _name, Tags: _tags, ...given } = job.request;
  return {
    TransformJobName: job.name,
    TransformJobArn: job.arn,
    TransformJobStatus: job.status,
    FailureReason: job.failureReason ?? undefined,
    ...given,
    CreationTime: job.creationTime,
    TransformStartTime: job.startTime ?? undefined,
    TransformEndTime: job.endTime ?? undefined,
  };
}

/** ListTransformJobs' element. */
export function summarizeTransformJob(job: TransformJob): Readonly<Record<string, unknown>> {
  return {
    TransformJobName: job.name,
    TransformJobArn: job.arn,
    CreationTime: job.creationTime,
    TransformEndTime: job.endTime,
    LastModifiedTime: job.lastModifiedTime,
    TransformJobStatus: job.status,
    FailureReason: job.failureReason,
  };
}

/**
 * Detail of the event "SageMaker Transform Job State Change": the description, times in milliseconds, tags as a map.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function transformJobDetail(job: TransformJob, tags: TagStore): Readonly<Record<string, unknown>> {
  return { ...describeTransformJob(job), Tags: tags.asMap(job.arn) };
}
