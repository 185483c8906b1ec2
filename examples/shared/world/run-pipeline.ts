import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribePipelineExecutionCommand,
  ListPipelineExecutionStepsCommand,
  type SageMakerClient,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";

const longest = 120_000;

/** Runs the pipeline to its end; rejects with its own reason when it fails. */
export async function runPipeline(
  sagemaker: SageMakerClient,
  pipeline: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const { PipelineExecutionArn } = await sagemaker.send(
    new StartPipelineExecutionCommand({
      PipelineName: pipeline,
      PipelineExecutionDisplayName: "first-champion",
      ClientRequestToken: `${pipeline}-first-champion-execution-of-the-example`,
      PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  const deadline = Date.now() + longest;
  while (Date.now() < deadline) {
    const execution = await sagemaker.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn }));
    if (execution.PipelineExecutionStatus === "Succeeded") return;
    if (execution.PipelineExecutionStatus === "Failed" || execution.PipelineExecutionStatus === "Stopped") {
      const steps = await sagemaker.send(new ListPipelineExecutionStepsCommand({ PipelineExecutionArn }));
      const failed = steps.PipelineExecutionSteps?.find(({ StepStatus }) => StepStatus === "Failed");
      throw new Error(
        `The first run of ${pipeline} failed in step ${failed?.StepName}: ${failed?.FailureReason ?? execution.FailureReason}`,
      );
    }
    await sleep(200);
  }
  throw new Error(`The first run of ${pipeline} did not end within ${longest / 1000} seconds.`);
}
