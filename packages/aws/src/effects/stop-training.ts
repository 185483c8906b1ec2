import { StopTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, StopTraining } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../clients/sagemaker.ts";

/** Stops a training job; one that has ended is left as it is, which SageMaker says by a refusal. */
export async function stopTraining({ job }: StopTraining): Promise<EffectAnswer> {
  try {
    await sageMaker().send(new StopTrainingJobCommand({ TrainingJobName: job }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ValidationException") throw error;
    if (!/status|not found|can't be stopped|cannot be stopped/i.test(error.message)) throw error;
  }
  return {};
}
