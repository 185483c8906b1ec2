import {
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribeProcessingJobCommand,
  type DescribeProcessingJobResponse,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
  DescribeTransformJobCommand,
  paginateListCandidatesForAutoMLJob,
  paginateListTrainingJobsForHyperParameterTuningJob,
} from "@aws-sdk/client-sagemaker";
import type { UsedInstances } from "@driftwheel/core/vocabulary/costs.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { type GatheredUsage, secondsBetween } from "./gathered-usage.ts";

/** Those that a job's status says nothing will follow after. */
const ended: ReadonlySet<string | undefined> = new Set([
  "Completed",
  "Failed",
  "Stopped",
  "Deleting",
  "DeleteFailed",
]);

export async function addTrainingJob(usage: GatheredUsage, name: string): Promise<void> {
  const job = await sageMaker().send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
  if (!ended.has(job.TrainingJobStatus)) {
    usage.runsStill(`training job ${name}`);
    return;
  }
  const { BillableTimeInSeconds: billed, WarmPoolStatus: pool } = job;
  // One that never got instances has neither a start nor seconds.
  const seconds = billed ?? secondsBetween(job.TrainingStartTime, job.TrainingEndTime);
  // https://docs.aws.amazon.com/sagemaker/latest/dg/train-warm-pools.html
  const kept = pool?.ResourceRetainedBillableTimeInSeconds ?? 0;
  if (pool?.Status === "Available" || pool?.Status === "InUse")
    usage.isUnknown(`the warm pool of training job ${name} is kept on`);
  if (job.ServerlessJobConfig) usage.isUnknown(`training job ${name} is serverless`);
  else if (job.ResourceConfig?.TrainingPlanArn)
    usage.isUnknown(`training job ${name} ran on a training plan`);
  else usage.add(job.TrainingJobArn, usesOf(job, name, seconds, kept));
}

/** @param kept seconds that a warm pool was kept for after it */
function usesOf(
  { ResourceConfig: resources, ...job }: DescribeTrainingJobResponse,
  by: string,
  billed: number,
  kept: number,
): readonly UsedInstances[] {
  const seconds = billed + kept;
  const ran = job.TrainingTimeInSeconds ?? secondsBetween(job.TrainingStartTime, job.TrainingEndTime);
  // Spot capacity is cheaper by fewer seconds of instances; nothing says that its volumes are.
  const volume = volumeOf(resources?.VolumeSizeInGB, Math.max(billed, ran) + kept);
  const groups = resources?.InstanceGroups?.length
    ? resources.InstanceGroups
    : [{ InstanceType: resources?.InstanceType, InstanceCount: resources?.InstanceCount }];
  return groups.flatMap(({ InstanceType: instanceType, InstanceCount: count = 1 }) =>
    instanceType === undefined
      ? []
      : [{ by, use: "training" as const, instanceType, count, seconds, ...volume }],
  );
}

/** @param gigabytes as the job asked for it: instances with disks of their own get none whatever it says, which is core's to know */
function volumeOf(gigabytes: number | undefined, seconds: number): Pick<UsedInstances, "volume"> {
  return gigabytes && seconds > 0 ? { volume: { gigabytes, seconds } } : {};
}

async function addProcessingJob(usage: GatheredUsage, name: string): Promise<void> {
  const job = await sageMaker().send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));
  if (!ended.has(job.ProcessingJobStatus)) {
    usage.runsStill(`processing job ${name}`);
    return;
  }
  usage.add(job.ProcessingJobArn, usesOfProcessing(job, name));
}

/** What a processing job that has ended had. */
export function usesOfProcessing(job: DescribeProcessingJobResponse, by: string): readonly UsedInstances[] {
  const {
    InstanceType: instanceType,
    InstanceCount: count = 1,
    VolumeSizeInGB: gigabytes,
  } = job.ProcessingResources?.ClusterConfig ?? {};
  if (instanceType === undefined) return [];
  const seconds = secondsBetween(job.ProcessingStartTime, job.ProcessingEndTime);
  return [{ by, use: "processing", instanceType, count, seconds, ...volumeOf(gigabytes, seconds) }];
}

export async function addTransformJob(usage: GatheredUsage, name: string): Promise<void> {
  const job = await sageMaker().send(new DescribeTransformJobCommand({ TransformJobName: name }));
  if (!ended.has(job.TransformJobStatus)) {
    usage.runsStill(`transform job ${name}`);
    return;
  }
  const { InstanceType: instanceType, InstanceCount: count = 1 } = job.TransformResources ?? {};
  if (instanceType === undefined) return;
  const seconds = secondsBetween(job.TransformStartTime, job.TransformEndTime);
  usage.add(job.TransformJobArn, [{ by: name, use: "transform", instanceType, count, seconds }]);
}

/** All of its training jobs, whatever became of them. */
export async function addTuningJob(usage: GatheredUsage, name: string): Promise<void> {
  const tuning = await sageMaker().send(
    new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
  );
  if (!ended.has(tuning.HyperParameterTuningJobStatus)) {
    usage.runsStill(`tuning job ${name}`);
    return;
  }
  const pages = paginateListTrainingJobsForHyperParameterTuningJob(
    { client: sageMaker() },
    { HyperParameterTuningJobName: name, MaxResults: 100 },
  );
  for await (const { TrainingJobSummaries = [] } of pages) {
    for (const { TrainingJobName: trial = "" } of TrainingJobSummaries)
      await usage.read(`training job ${trial}`, "unknown", () => addTrainingJob(usage, trial));
  }
}

/** The jobs that SageMaker names as its candidates' steps, each once: candidates share the preparation of data. */
export async function addAutoMLJob(usage: GatheredUsage, name: string): Promise<void> {
  const job = await sageMaker().send(new DescribeAutoMLJobV2Command({ AutoMLJobName: name }));
  if (!ended.has(job.AutoMLJobStatus)) {
    usage.runsStill(`AutoML job ${name}`);
    return;
  }
  const steps = new Map<string, string>();
  const pages = paginateListCandidatesForAutoMLJob(
    { client: sageMaker() },
    { AutoMLJobName: name, MaxResults: 100 },
  );
  for await (const { Candidates = [] } of pages) {
    for (const { CandidateSteps = [] } of Candidates)
      for (const { CandidateStepArn: arn, CandidateStepType: type } of CandidateSteps)
        if (arn !== undefined) steps.set(arn, type ?? "");
  }
  for (const [arn, type] of steps) await addJob(usage, arn, type);
}

/** A job by its ARN. */
export async function addJob(usage: GatheredUsage, arn: string, what = arn): Promise<void> {
  const name = arn.split("/").at(-1) ?? "";
  const [, kind = ""] = /:([a-z-]+)\/[^/]+$/.exec(arn) ?? [];
  const add = adding[kind];
  if (add) await usage.read(`${kind.replaceAll("-", " ")} ${name}`, "unknown", () => add(usage, name));
  else usage.isUnknown(`what ${what} had of instances is not known`);
}

const adding: Readonly<Record<string, (usage: GatheredUsage, name: string) => Promise<void>>> = {
  "training-job": addTrainingJob,
  "processing-job": addProcessingJob,
  "transform-job": addTransformJob,
  "hyper-parameter-tuning-job": addTuningJob,
  "automl-job": addAutoMLJob,
};
