import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";

const RoleArn = "arn:aws:iam::444455556666:role/orchard-training";
const OutputDataConfig = { S3OutputPath: "s3://models/jobs" };
const trainingJob = {
  AlgorithmSpecification: { TrainingImage: "orchard:1", TrainingInputMode: "File" },
  ...{ RoleArn, OutputDataConfig },
  StoppingCondition: { MaxRuntimeInSeconds: 3_600 },
};

/** What retrains a model; `spot-job` is a training job on spot capacity. */
export type Retrains =
  | "pipeline"
  | "training-job"
  | "spot-job"
  | "tuning-job"
  | "automl-job"
  | "state-machine"
  | "function";

type With = NonNullable<ModelPolicyInput["retrain"]["with"]>;

/** As a policy names them. */
export const retrainers: Readonly<Record<Exclude<Retrains, "pipeline">, With>> = {
  "training-job": { trainingJob },
  "spot-job": {
    trainingJob: {
      ...trainingJob,
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 3_600, MaxWaitTimeInSeconds: 7_200 },
      CheckpointConfig: { S3Uri: "s3://models/checkpoints" },
    },
    onDemandAfter: 2,
  },
  "tuning-job": {
    tuningJob: { TrainingJobDefinition: trainingJob, HyperParameterTuningJobConfig: { Strategy: "Random" } },
    warmStart: true,
  },
  "automl-job": {
    autoMLJob: {
      AutoMLJobInputDataConfig: [{ ChannelType: "training" }],
      AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: "yield" } },
      ...{ RoleArn, OutputDataConfig },
    },
  },
  "state-machine": { stateMachine: "arn:aws:states:eu-central-1:444455556666:stateMachine:orchard-train" },
  function: { function: "orchard-train" },
};
