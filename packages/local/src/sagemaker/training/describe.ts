import type { TagStore } from "../tags/tag-store.ts";
import { billableSeconds } from "./spot.ts";
import { type TrainingJob, trainedMilliseconds } from "./training-job.ts";

/** DescribeTrainingJob's answer. */
export function describeTrainingJob(job: TrainingJob): Readonly<Record<string, unknown>> {
  return { ...given(job), ...state(job), FinalMetricDataList: listOrNull(job.finalMetrics) };
}

/** ListTrainingJobs' element. */
export function summarizeTrainingJob(job: TrainingJob): Readonly<Record<string, unknown>> {
  return {
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    CreationTime: job.creationTime,
    TrainingEndTime: job.trainingEndTime,
    LastModifiedTime: job.lastModifiedTime,
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondaryStatus,
  };
}

/**
 * Detail of the event "SageMaker Training Job State Change": the description, times in milliseconds, tags as a map.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function trainingJobDetail(job: TrainingJob, tags: TagStore): Readonly<Record<string, unknown>> {
  const { Environment: _environment, ...shown } = given(job);
  return { ...shown, ...state(job), Tags: tags.asMap(job.arn) };
}

function given(job: TrainingJob): Readonly<Record<string, unknown>> {
  const { name, arn, request, tuningJobArn, autoMLJobArn } = job;
  const { TrainingJobName: _name, Tags: _tags, ...rest } = request;
  return {
    TrainingJobName: name,
    TrainingJobArn: arn,
    TuningJobArn: tuningJobArn ?? undefined,
    AutoMLJobArn: autoMLJobArn,
    ...rest,
  };
}

function state(job: TrainingJob): Readonly<Record<string, unknown>> {
  const ran =
    job.trainingStartTime && job.trainingEndTime
      ? Math.ceil(trainedMilliseconds(job, job.trainingEndTime) / 1000)
      : undefined;
  return {
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondaryStatus,
    FailureReason: job.failureReason ?? undefined,
    ModelArtifacts: job.modelArtifacts === null ? undefined : { S3ModelArtifacts: job.modelArtifacts },
    CreationTime: job.creationTime,
    TrainingStartTime: job.trainingStartTime ?? undefined,
    TrainingEndTime: job.trainingEndTime ?? undefined,
    LastModifiedTime: job.lastModifiedTime,
    SecondaryStatusTransitions: job.transitions,
    TrainingTimeInSeconds: ran,
    BillableTimeInSeconds: ran === undefined ? undefined : billableSeconds(job.request, ran),
  };
}

function listOrNull<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length > 0 ? items : null;
}
