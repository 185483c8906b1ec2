import { script } from "./image.ts";

export interface PipelinePlace {
  readonly bucket: string;
  readonly role: string;
  readonly image: string;
}

/** The highest mean absolute error, degrees Celsius, with which a model is worth registering at all. */
const saneError = 5;

const parameter = (name: string) => ({ Get: `Parameters.${name}` });
const output = (step: string, name: string) => ({
  Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${name}'].S3Output.S3Uri`,
});
const evaluated = (metric: string) => ({
  "Std:JsonGet": { PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Evaluation" }, Path: metric },
});

/**
 * The pipeline that makes a candidate: prepare, train, evaluate beside the champion, register.
 * Schema: https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
 */
export function frostPipeline({ bucket, role, image }: PipelinePlace) {
  const run = `s3://${bucket}/pipeline`;
  const place = (folder: string) => ({
    "Std:Join": { On: "/", Values: [run, { Get: "Execution.PipelineExecutionId" }, folder] },
  });
  const processing = (entryPoint: string, more: readonly unknown[]) => ({
    ProcessingResources: {
      ClusterConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
    },
    AppSpecification: {
      ImageUri: image,
      ContainerEntrypoint: ["node", entryPoint],
      ContainerArguments: more,
    },
    RoleArn: role,
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
  });

  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: [
      { Name: "LabelledData", Type: "String", DefaultValue: `s3://${bucket}/labelled/` },
      { Name: "WindowStart", Type: "String", DefaultValue: "2000-01-01T00:00:00Z" },
      { Name: "WindowEnd", Type: "String", DefaultValue: "2999-12-31T23:59:59Z" },
      { Name: "DriftedFeatures", Type: "String", DefaultValue: "none" },
      { Name: "ChampionModelData", Type: "String", DefaultValue: noChampion(bucket) },
      { Name: "HighestError", Type: "Float", DefaultValue: saneError },
      { Name: "Trees", Type: "Integer", DefaultValue: 25 },
    ],
    Steps: [
      {
        Name: "Prepare",
        Type: "Processing",
        Arguments: {
          ...processing(script("prepare"), [
            "--labelled",
            "/opt/ml/processing/labelled",
            "--train",
            "/opt/ml/processing/train",
            "--held-out",
            "/opt/ml/processing/held-out",
            "--baseline",
            "/opt/ml/processing/baseline",
            // Everything labelled since the drift began, what came after its confirmation too.
            "--window-start",
            parameter("WindowStart"),
          ]),
          ProcessingInputs: [processingInput("labelled", parameter("LabelledData"))],
          ProcessingOutputConfig: {
            Outputs: [
              processingOutput("train", place("train")),
              processingOutput("held-out", place("held-out")),
              processingOutput("baseline", place("baseline")),
            ],
          },
        },
      },
      {
        Name: "Train",
        Type: "Training",
        Arguments: {
          AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
          HyperParameters: { trees: { "Std:Join": { On: "", Values: [parameter("Trees")] } }, seed: "1" },
          InputDataConfig: [
            {
              ChannelName: "train",
              ContentType: "text/csv",
              DataSource: {
                S3DataSource: {
                  S3DataType: "S3Prefix",
                  S3Uri: output("Prepare", "train"),
                  S3DataDistributionType: "FullyReplicated",
                },
              },
            },
          ],
          OutputDataConfig: { S3OutputPath: `s3://${bucket}/models` },
          ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
          StoppingCondition: { MaxRuntimeInSeconds: 600 },
          RoleArn: role,
        },
      },
      {
        Name: "Evaluate",
        Type: "Processing",
        Arguments: {
          ...processing(script("evaluate"), [
            "--candidate",
            "/opt/ml/processing/candidate",
            "--champion",
            "/opt/ml/processing/champion",
            "--held-out",
            "/opt/ml/processing/held-out",
            "--output",
            "/opt/ml/processing/evaluation",
          ]),
          ProcessingInputs: [
            processingInput("candidate", { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" }),
            processingInput("champion", parameter("ChampionModelData")),
            processingInput("held-out", output("Prepare", "held-out")),
          ],
          ProcessingOutputConfig: { Outputs: [processingOutput("evaluation", place("evaluation"))] },
        },
        PropertyFiles: [
          { PropertyFileName: "Evaluation", OutputName: "evaluation", FilePath: "evaluation.json" },
        ],
      },
      {
        Name: "IsSane",
        Type: "Condition",
        Arguments: {
          Conditions: [
            {
              Type: "LessThanOrEqualTo",
              LeftValue: evaluated("regression_metrics.mae.value"),
              RightValue: parameter("HighestError"),
            },
          ],
          IfSteps: [registerStep(image)],
          ElseSteps: [failStep()],
        },
      },
    ],
  };
}

/** Where the first execution of all looks for a champion: a folder with a note and no model. */
export function noChampion(bucket: string): string {
  return `s3://${bucket}/no-champion/`;
}

function registerStep(image: string) {
  const statistics = (uri: unknown) => ({ Statistics: { ContentType: "application/json", S3Uri: uri } });
  const evaluation = {
    "Std:Join": { On: "/", Values: [output("Evaluate", "evaluation"), "evaluation.json"] },
  };
  const baseline = { "Std:Join": { On: "/", Values: [output("Prepare", "baseline"), "statistics.json"] } };
  return {
    Name: "Register",
    Type: "RegisterModel",
    Arguments: {
      ModelPackageGroupName: "frost",
      // Customer metadata takes no commas; a description takes them.
      ModelPackageDescription: {
        "Std:Join": {
          On: "",
          Values: [
            "Overnight low from the day's high, wind, rain and month. Drifted: ",
            parameter("DriftedFeatures"),
          ],
        },
      },
      ModelApprovalStatus: "PendingManualApproval",
      CustomerMetadataProperties: {
        windowStart: parameter("WindowStart"),
        windowEnd: parameter("WindowEnd"),
      },
      ModelMetrics: { ModelQuality: statistics(evaluation), ModelDataQuality: statistics(baseline) },
      InferenceSpecification: {
        Containers: [{ Image: image, ModelDataUrl: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" } }],
        SupportedContentTypes: ["text/csv", "application/json"],
        SupportedResponseMIMETypes: ["text/csv", "application/json"],
        SupportedRealtimeInferenceInstanceTypes: ["ml.m5.large"],
      },
    },
  };
}

function failStep() {
  return {
    Name: "NotSane",
    Type: "Fail",
    Arguments: {
      ErrorMessage: {
        "Std:Join": {
          On: " ",
          Values: [
            "The candidate's mean absolute error of",
            evaluated("regression_metrics.mae.value"),
            "degrees is above the highest sane one of",
            parameter("HighestError"),
          ],
        },
      },
    },
  };
}

function processingInput(name: string, uri: unknown) {
  return {
    InputName: name,
    AppManaged: false,
    S3Input: {
      S3Uri: uri,
      LocalPath: `/opt/ml/processing/${name}`,
      S3DataType: "S3Prefix",
      S3InputMode: "File",
      S3DataDistributionType: "FullyReplicated",
    },
  };
}

function processingOutput(name: string, uri: unknown) {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: { S3Uri: uri, LocalPath: `/opt/ml/processing/${name}`, S3UploadMode: "EndOfJob" },
  };
}
