import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { TrainedModel } from "../../vocabulary/retraining-job.ts";
import type { TrainingJobChanged } from "../../vocabulary/signal.ts";
import { underPolicy } from "./specification.ts";
import { confirmed, endpointTold, jobIs, newData, type Step, told } from "./steps.ts";

export const RoleArn = "arn:aws:iam::444455556666:role/meadow";
export const OutputDataConfig = { S3OutputPath: "s3://meadow/models/" };
export const training = {
  AlgorithmSpecification: { TrainingImage: "meadow:1", TrainingInputMode: "File" },
  RoleArn,
  OutputDataConfig,
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 600 },
  HyperParameters: { trees: "40" },
};
export type Retrain = ModelPolicyInput["retrain"];
export const made: TrainedModel = {
  containers: [{ image: "meadow:1", modelDataUrl: "s3://meadow/models/model.tar.gz", environment: {} }],
  metrics: { "validation:mae": 1.5 },
  madeBy: "arn:aws:sagemaker:eu-west-3:444455556666:training-job/one",
};
/** Of the second entry of 2026-07-06T09:00:00Z: what is asked for right after the endpoint was seen. */
export const name = "driftwheel-meadow-2-thqx00";
/** That a training job's state has changed. */
export const jobTold = (job = name): Step =>
  told<TrainingJobChanged>({
    kind: "training-job-changed",
    job,
    arn: `arn:aws:sagemaker:eu-west-3:444455556666:training-job/${job}`,
    status: "Completed",
    failureReason: null,
    taggedModel: "meadow",
    pipelineExecution: null,
  });
export const under = (retrain: Retrain) => underPolicy({ retrain });
export const started = [endpointTold, newData, confirmed];
export const succeeded = jobIs({ status: "Succeeded", model: made });
