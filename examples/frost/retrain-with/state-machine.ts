import { imageName } from "../image.ts";
import { names } from "../names.ts";
import { trainingJob } from "./jobs.ts";

/** As it is made on the small AWS. */
export const stateMachineName = "frost-train";
export const stateMachineArn = `arn:aws:states:us-east-1:111122223333:stateMachine:${stateMachineName}`;

const { HyperParameters, ...request } = trainingJob;

/**
 * The team's own way to a version: train, put the evaluation where the gate reads it, register. Its input is what Driftwheel
 * tells: `retraining`, `model`, `packageGroup` and `parameters`.
 */
export const frostStateMachine = {
  StartAt: "Train",
  States: {
    Train: {
      Type: "Task",
      Resource: "arn:aws:states:::sagemaker:createTrainingJob.sync",
      Parameters: {
        ...request,
        "TrainingJobName.$": "$.retraining",
        // What only drift tells is left out where a person asks.
        "HyperParameters.$": `States.JsonMerge(States.StringToJson('${JSON.stringify(HyperParameters)}'), $.parameters, false)`,
      },
      ResultSelector: {
        "model.$": "$.ModelArtifacts.S3ModelArtifacts",
        "error.$": "$.FinalMetricDataList[0].Value",
      },
      ResultPath: "$.trained",
      Next: "Evaluate",
    },
    Evaluate: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:putObject",
      Parameters: {
        Bucket: names.bucket,
        "Key.$": "States.Format('models/{}/evaluation.json', $.retraining)",
        Body: { metrics: { "validation:mae": { "value.$": "$.trained.error" } } },
      },
      ResultPath: null,
      Next: "Register",
    },
    Register: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sagemaker:createModelPackage",
      Parameters: {
        "ModelPackageGroupName.$": "$.packageGroup",
        ModelApprovalStatus: "PendingManualApproval",
        InferenceSpecification: {
          Containers: [{ Image: imageName, "ModelDataUrl.$": "$.trained.model" }],
          SupportedContentTypes: ["text/csv", "application/json"],
          SupportedResponseMIMETypes: ["text/csv", "application/json"],
        },
        ModelMetrics: {
          ModelQuality: {
            Statistics: {
              ContentType: "application/json",
              "S3Uri.$": `States.Format('s3://${names.bucket}/models/{}/evaluation.json', $.retraining)`,
            },
          },
        },
      },
      End: true,
    },
  },
};
