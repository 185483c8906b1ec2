import { StopTransformJobCommand } from "@aws-sdk/client-sagemaker";
import type { EffectAnswer, StopTransformJob } from "@driftwheel/core/vocabulary/effect.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { hasEnded, isNotFound } from "../../failure.ts";

/** Stops a job; one that has ended, or never was, is left as it is. */
export async function stopTransformJob({ job }: StopTransformJob): Promise<EffectAnswer> {
  try {
    await sageMaker().send(new StopTransformJobCommand({ TransformJobName: job }));
  } catch (error) {
    if (!isNotFound(error) && !hasEnded(error)) throw error;
  }
  return {};
}
