import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import type { Plan, Retrains } from "../faults/plan.ts";

const RoleArn = "arn:aws:iam::444455556666:role/orchard-training";
const OutputDataConfig = { S3OutputPath: "s3://models/jobs" };
const trainingJob = {
  AlgorithmSpecification: { TrainingImage: "orchard:1", TrainingInputMode: "File" },
  ...{ RoleArn, OutputDataConfig },
  StoppingCondition: { MaxRuntimeInSeconds: 3_600 },
};

type With = NonNullable<ModelPolicyInput["retrain"]["with"]>;

const retrainers: Readonly<Record<Exclude<Retrains, "pipeline">, With>> = {
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

/** The policy of a pipeline, with another way to retrain. A job's deadline is one that a late one misses. */
export function retrainedBy(
  { retrains }: Pick<Plan, "retrains">,
  policy: ModelPolicyInput,
): ModelPolicyInput {
  if (retrains === "pipeline") return policy;
  const { pipeline: _, ...retrain } = policy.retrain;
  const metric = retrains === "automl-job" ? "metrics.MAE.value" : "metrics.validation:mae.value";
  const own = retrains === "state-machine" || retrains === "function";
  return {
    ...policy,
    // An AutoML job takes no parameters.
    retrain: { ...retrain, with: retrainers[retrains], deadline: "1 hour", parameters: {} },
    gate: own ? policy.gate : [{ metric, atMost: 3 }],
  };
}
