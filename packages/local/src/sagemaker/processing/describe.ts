import type { TagStore } from "../tags/tag-store.ts";
import type { ProcessingJob } from "./processing-job.ts";

/** DescribeProcessingJob's answer. */
export function describeProcessingJob(job: ProcessingJob): Readonly<Record<string, unknown>> {
  return { ...given(job), ...state(job), ExitMessage: job.exitMessage ?? undefined };
}

/** ListProcessingJobs' element. */
export function summarizeProcessingJob(job: ProcessingJob): Readonly<Record<string, unknown>> {
  return {
    ProcessingJobName: job.name,
    ProcessingJobArn: job.arn,
    CreationTime: job.creationTime,
    ProcessingEndTime: job.processingEndTime,
    LastModifiedTime: job.lastModifiedTime,
    ProcessingJobStatus: job.status,
    FailureReason: job.failureReason,
    ExitMessage: job.exitMessage,
  };
}

/**
 * Detail of the event "SageMaker Processing Job State Change": the description without the exit message, which
 * no documented event carries.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function processingJobDetail(job: ProcessingJob, tags: TagStore): Readonly<Record<string, unknown>> {
  return { ...given(job), ...state(job), Tags: tags.asMap(job.arn) };
}

function given({ name, arn, request, autoMLJobArn }: ProcessingJob): Readonly<Record<string, unknown>> {
  const { ProcessingJobName: _name, Tags: _tags, ...rest } = request;
  return { ProcessingJobName: name, ProcessingJobArn: arn, AutoMLJobArn: autoMLJobArn, ...rest };
}

function state(job: ProcessingJob): Readonly<Record<string, unknown>> {
  return {
    ProcessingJobStatus: job.status,
    FailureReason: job.failureReason ?? undefined,
    CreationTime: job.creationTime,
    ProcessingStartTime: job.processingStartTime ?? undefined,
    ProcessingEndTime: job.processingEndTime ?? undefined,
    LastModifiedTime: job.lastModifiedTime,
  };
}
