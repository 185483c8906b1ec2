import { names } from "./names.ts";

const image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";
const cluster = { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 };
const base = "/opt/ml/processing";
const scripts = `s3://${names.bucket}/code/processing/`;

const parameter = (name: string) => ({ Get: `Parameters.${name}` });
const join = (on: string, values: readonly unknown[]) => ({ "Std:Join": { On: on, Values: values } });
const left = (step: string, output: string) => ({
  Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`,
});
const trained = { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" };

/** Prepare, train by the built-in algorithm, evaluate beside the champion, register with Model Monitor's baseline. */
export function winePipeline() {
  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: [
      { Name: "LabelledData", Type: "String", DefaultValue: `s3://${names.bucket}/labelled/` },
      { Name: "WindowStart", Type: "String", DefaultValue: "2000-01-01T00:00:00Z" },
      { Name: "ChampionModelData", Type: "String", DefaultValue: `s3://${names.bucket}/no-champion/` },
    ],
    Steps: [
      processing({
        name: "Prepare",
        script: "prepare.py",
        more: ["--window-start", parameter("WindowStart")],
        inputs: { labelled: parameter("LabelledData") },
        outputs: ["train", "held-out", "baseline"],
      }),
      trainStep,
      processing({
        name: "Evaluate",
        script: "evaluate.py",
        more: [],
        inputs: {
          candidate: trained,
          champion: parameter("ChampionModelData"),
          "held-out": left("Prepare", "held-out"),
        },
        outputs: ["evaluation"],
      }),
      registerStep,
    ],
  };
}

interface Processing {
  readonly name: string;
  readonly script: string;
  readonly more: readonly unknown[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly string[];
}

function processing({ name, script, more, inputs, outputs }: Processing) {
  return {
    Name: name,
    Type: "Processing",
    Arguments: {
      ProcessingResources: { ClusterConfig: cluster },
      AppSpecification: {
        ImageUri: image,
        ContainerEntrypoint: ["python3", `${base}/code/${script}`],
        ...(more.length > 0 ? { ContainerArguments: more } : {}),
      },
      RoleArn: names.role,
      ProcessingInputs: Object.entries({ ...inputs, code: scripts }).map(([input, uri]) => ({
        InputName: input,
        S3Input: {
          S3Uri: uri,
          LocalPath: `${base}/${input}`,
          S3DataType: "S3Prefix",
          S3InputMode: "File",
          S3DataDistributionType: "FullyReplicated",
        },
      })),
      ProcessingOutputConfig: {
        Outputs: outputs.map((output) => ({
          OutputName: output,
          S3Output: {
            S3Uri: join("/", [
              `s3://${names.bucket}/pipeline`,
              { Get: "Execution.PipelineExecutionId" },
              output,
            ]),
            LocalPath: `${base}/${output}`,
            S3UploadMode: "EndOfJob",
          },
        })),
      },
    },
  };
}

/** No script: without `sagemaker_program` the image is the built-in algorithm, which takes CSV without a header. */
const trainStep = {
  Name: "Train",
  Type: "Training",
  Arguments: {
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
    HyperParameters: { objective: "binary:logistic", num_round: "80", max_depth: "4", eta: "0.1" },
    InputDataConfig: [
      {
        ChannelName: "train",
        ContentType: "text/csv",
        DataSource: {
          S3DataSource: {
            S3DataType: "S3Prefix",
            S3Uri: left("Prepare", "train"),
            S3DataDistributionType: "FullyReplicated",
          },
        },
      },
    ],
    OutputDataConfig: { S3OutputPath: `s3://${names.bucket}/models` },
    ResourceConfig: cluster,
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
    RoleArn: names.role,
  },
};

function file(step: string, output: string, name: string) {
  return { ContentType: "application/json", S3Uri: join("/", [left(step, output), name]) };
}

const registerStep = {
  Name: "Register",
  Type: "RegisterModel",
  Arguments: {
    ModelPackageGroupName: names.packageGroup,
    ModelApprovalStatus: "PendingManualApproval",
    ModelMetrics: { ModelQuality: { Statistics: file("Evaluate", "evaluation", "evaluation.json") } },
    DriftCheckBaselines: {
      ModelDataQuality: {
        Statistics: file("Prepare", "baseline", "statistics.json"),
        Constraints: file("Prepare", "baseline", "constraints.json"),
      },
    },
    InferenceSpecification: {
      Containers: [{ Image: image, ModelDataUrl: trained }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["text/csv"],
      SupportedRealtimeInferenceInstanceTypes: ["ml.m5.large"],
    },
  },
};
