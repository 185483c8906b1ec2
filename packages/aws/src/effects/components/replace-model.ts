import {
  type InferenceComponentDeploymentConfig,
  UpdateInferenceComponentCommand,
} from "@aws-sdk/client-sagemaker";
import type { DeployWinner, EffectAnswer, RestoreConfig } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { comparedComponent, withModel } from "./compared-component.ts";

/** SageMaker takes no smaller batch: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentRollingUpdatePolicy.html */
const smallestBatch = 0.05;

/**
 * Gives the model's own component another model, which is in the place of a config. Nobody asks it meanwhile, and a batch
 * of copies needs room beside what runs, so batches are as small as they may be. Answers `{ config }`.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponent.html
 */
export async function replaceModel({
  endpoint: name,
  expected,
  config,
}: DeployWinner | RestoreConfig): Promise<EffectAnswer> {
  const component = await comparedComponent(name, expected, config);
  if (component)
    await sageMaker().send(
      new UpdateInferenceComponentCommand({
        InferenceComponentName: component.InferenceComponentName,
        Specification: withModel(component, config),
        DeploymentConfig: inBatches(component.RuntimeConfig?.DesiredCopyCount ?? 1),
      }),
    );
  return { config };
}

/** One copy is replaced as a whole: a batch may have half of all at most. */
function inBatches(copies: number): InferenceComponentDeploymentConfig | undefined {
  if (copies < 2) return undefined;
  return {
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: "COPY_COUNT", Value: Math.ceil(smallestBatch * copies) },
      WaitIntervalInSeconds: 0,
    },
  };
}
