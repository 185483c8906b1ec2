import { StartPipelineExecutionCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, StartPipeline } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";

/**
 * Starts a retraining. SageMaker answers a repeated token with the execution that it began the first time. A parameter
 * without a value, as earlier entries have them, is left to the pipeline's default: SageMaker refuses an empty one.
 */
export async function startPipeline(effect: StartPipeline): Promise<EffectAnswer> {
  const { PipelineExecutionArn = "" } = await sageMaker().send(
    new StartPipelineExecutionCommand({
      PipelineName: effect.pipeline,
      PipelineExecutionDisplayName: effect.displayName,
      PipelineExecutionDescription: `Driftwheel, entry ${effect.sequence} of ${effect.model}`,
      PipelineParameters: Object.entries(effect.parameters).flatMap(([Name, Value]) =>
        Value === "" ? [] : [{ Name, Value }],
      ),
      ...(effect.experiment === undefined ? {} : { MlflowExperimentName: effect.experiment }),
      ClientRequestToken: effect.token,
    }),
  );
  return { execution: PipelineExecutionArn };
}
