import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { imageName } from "../image.ts";
import { names, places } from "../names.ts";
import { frostPolicy } from "../policy.ts";

/** What a training job needs to train on the labelled days by itself: they are split, and what is held out is judged. */
export const trainingJob = {
  AlgorithmSpecification: {
    TrainingImage: imageName,
    TrainingInputMode: "File",
    MetricDefinitions: [
      { Name: "validation:mae", Regex: "validation:mae=([0-9.]+);" },
      { Name: "validation:within_2c", Regex: "validation:within_2c=([0-9.]+);" },
    ],
  },
  // Unless the drift says since when: all that is labelled.
  HyperParameters: { labelled_since: "2000-01-01T00:00:00Z" },
  RoleArn: names.role,
  InputDataConfig: [
    {
      ChannelName: "train",
      ContentType: "text/csv",
      DataSource: {
        S3DataSource: {
          S3DataType: "S3Prefix",
          S3Uri: places.labelled,
          S3DataDistributionType: "FullyReplicated",
        },
      },
    },
  ],
  OutputDataConfig: { S3OutputPath: `s3://${names.bucket}/models` },
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 600 },
};

/** The example's policy with something else to retrain by, and a gate that reads what the job measured itself. */
export function retrainedBy(
  retrainer: NonNullable<ModelPolicyInput["retrain"]["with"]>,
  more: Partial<ModelPolicyInput["retrain"]> = {},
): ModelPolicyInput {
  const { pipeline: _pipeline, parameters: _parameters, ...retrain } = frostPolicy.retrain;
  return {
    ...frostPolicy,
    retrain: { ...retrain, with: retrainer, ...more },
    gate: [{ metric: "metrics.validation:mae.value", atMost: 3 }],
  };
}
