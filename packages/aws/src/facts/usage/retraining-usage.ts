import {
  DescribePipelineExecutionCommand,
  type PipelineExecutionStep,
  paginateListPipelineExecutionSteps,
} from "@aws-sdk/client-sagemaker";
import type { RetrainingUsageFact } from "@driftwheel/core/vocabulary/costs.ts";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { GatheredUsage } from "./gathered-usage.ts";
import { addAutoMLJob, addJob, addTrainingJob, addTransformJob, addTuningJob } from "./job-usage.ts";

/** What instances a retraining had, by the descriptions of its jobs. */
export async function findRetrainingUsage({
  of,
  source,
}: Extract<Question, { readonly ask: "retrainingUsage" }>): Promise<RetrainingUsageFact> {
  const usage = new GatheredUsage();
  if (source.kind === "pipeline") {
    await usage.read("pipeline execution", "unknown", () => addExecution(usage, source.execution));
    return { of, ...usage.found };
  }
  const add = {
    "training-job": addTrainingJob,
    "tuning-job": addTuningJob,
    "automl-job": addAutoMLJob,
    "transform-job": addTransformJob,
  }[source.kind];
  // One that was asked for and is not there was never created.
  for (const name of source.names) await usage.read(name, "nothing-ran", () => add(usage, name));
  return { of, ...usage.found };
}

async function addExecution(usage: GatheredUsage, arn: string): Promise<void> {
  const execution = await sageMaker().send(
    new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
  );
  if (!["Succeeded", "Failed", "Stopped"].includes(execution.PipelineExecutionStatus ?? "")) {
    usage.runsStill("the pipeline's execution");
    return;
  }
  const pages = paginateListPipelineExecutionSteps(
    { client: sageMaker() },
    { PipelineExecutionArn: arn, MaxResults: 100 },
  );
  for await (const { PipelineExecutionSteps = [] } of pages)
    for (const step of PipelineExecutionSteps) await addStep(usage, step);
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PipelineExecutionStepMetadata.html */
async function addStep(usage: GatheredUsage, step: PipelineExecutionStep): Promise<void> {
  const { StepName = "", CacheHitResult, Metadata = {} } = step;
  // What it takes from an earlier execution was paid for then.
  if (CacheHitResult?.SourcePipelineExecutionArn !== undefined) return;
  const { TrainingJob, ProcessingJob, TransformJob, TuningJob, AutoMLJob, QualityCheck, ClarifyCheck } =
    Metadata;
  const job =
    [TrainingJob, ProcessingJob, TransformJob, TuningJob, AutoMLJob].find((one) => one?.Arn)?.Arn ??
    QualityCheck?.CheckJobArn ??
    ClarifyCheck?.CheckJobArn;
  if (job !== undefined) await addJob(usage, job, `step ${StepName}`);
  // A Lambda step costs a fraction of a cent, and a callback's work is the team's own.
  if (Metadata.EMR) usage.isUnknown(`step ${StepName} ran on EMR, whose price is not known here`);
}
