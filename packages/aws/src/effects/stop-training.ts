import {
  StopAutoMLJobCommand,
  StopHyperParameterTuningJobCommand,
  StopTrainingJobCommand,
} from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, StopTraining } from "@driftwheel/core/vocabulary/effect.ts";
import type { StoppableJob } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { hasEnded, isNotFound } from "../failure.ts";

/** Stops a job; one that has ended, or never was, is left as it is, which SageMaker says by a refusal. */
export async function stopTraining({ job }: StopTraining): Promise<EffectAnswer> {
  try {
    await stop(job);
  } catch (error) {
    if (!isNotFound(error) && !hasEnded(error)) throw error;
  }
  return {};
}

async function stop({ kind, name }: StoppableJob): Promise<unknown> {
  switch (kind) {
    case "training-job":
      return await sageMaker().send(new StopTrainingJobCommand({ TrainingJobName: name }));
    case "tuning-job":
      return await sageMaker().send(
        new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
      );
    case "automl-job":
      return await sageMaker().send(new StopAutoMLJobCommand({ AutoMLJobName: name }));
  }
}
