import {
  DescribePipelineExecutionCommand,
  type DescribePipelineExecutionResponse,
  paginateListPipelineExecutionSteps,
} from "@aws-sdk/client-sagemaker";
import type { PipelineExecutionFact } from "@driftwheel/core/vocabulary/fact.ts";
import { sageMaker } from "../clients/sagemaker.ts";

/** Where a pipeline execution stands, and why it failed if it did. */
export async function findPipelineExecution(arn: string): Promise<PipelineExecutionFact> {
  const described = await sageMaker().send(
    new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }),
  );
  return {
    status: described.PipelineExecutionStatus ?? "Unknown",
    failureReason: described.PipelineExecutionStatus === "Failed" ? await reasonOf(arn, described) : null,
  };
}

/** The execution's own reason says mostly "a step failed"; the step's reason says why. */
async function reasonOf(
  arn: string,
  { FailureReason }: DescribePipelineExecutionResponse,
): Promise<string | null> {
  const pages = paginateListPipelineExecutionSteps({ client: sageMaker() }, { PipelineExecutionArn: arn });
  for await (const { PipelineExecutionSteps = [] } of pages) {
    const step = PipelineExecutionSteps.find(({ StepStatus }) => StepStatus === "Failed");
    if (step) return `step ${step.StepName}: ${step.FailureReason ?? FailureReason ?? "no reason given"}`;
  }
  return FailureReason ?? null;
}
