const cluster = { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 };
const base = "/opt/ml/processing";

/** What all steps of a team's pipeline have in common. */
export interface PipelinePlace {
  readonly bucket: string;
  readonly role: string;
  readonly image: string;
}

export const parameter = (name: string) => ({ Get: `Parameters.${name}` });
const join = (on: string, values: readonly unknown[]) => ({ "Std:Join": { On: on, Values: values } });
export const left = (step: string, output: string) => ({
  Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`,
});
export const trained = { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" };

interface Processing {
  readonly name: string;
  readonly script: string;
  readonly more: readonly unknown[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** A step that runs a script of the bucket's `code/processing/`. */
export function processing(
  { bucket, role, image }: PipelinePlace,
  { name, script, more, inputs, outputs, environment }: Processing,
) {
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
      ...(environment ? { Environment: environment } : {}),
      RoleArn: role,
      ProcessingInputs: Object.entries({ ...inputs, code: `s3://${bucket}/code/processing/` }).map(
        ([input, uri]) => ({
          InputName: input,
          S3Input: {
            S3Uri: uri,
            LocalPath: `${base}/${input}`,
            S3DataType: "S3Prefix",
            S3InputMode: "File",
            S3DataDistributionType: "FullyReplicated",
          },
        }),
      ),
      ...(outputs.length > 0
        ? {
            ProcessingOutputConfig: {
              Outputs: outputs.map((output) => ({
                OutputName: output,
                S3Output: {
                  S3Uri: join("/", [
                    `s3://${bucket}/pipeline`,
                    { Get: "Execution.PipelineExecutionId" },
                    output,
                  ]),
                  LocalPath: `${base}/${output}`,
                  S3UploadMode: "EndOfJob",
                },
              })),
            },
          }
        : {}),
    },
  };
}

interface Training {
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** S3 URI of the channel `train`. */
  readonly train: unknown;
  readonly environment?: Readonly<Record<string, unknown>>;
}

export function training(
  { bucket, role, image }: PipelinePlace,
  { hyperparameters, train, environment }: Training,
) {
  return {
    Name: "Train",
    Type: "Training",
    Arguments: {
      AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
      HyperParameters: hyperparameters,
      ...(environment ? { Environment: environment } : {}),
      InputDataConfig: [
        {
          ChannelName: "train",
          ContentType: "text/csv",
          DataSource: {
            S3DataSource: {
              S3DataType: "S3Prefix",
              S3Uri: train,
              S3DataDistributionType: "FullyReplicated",
            },
          },
        },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/models` },
      ResourceConfig: cluster,
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
      RoleArn: role,
    },
  };
}

interface Registration {
  readonly packageGroup: string;
  /** Variables of the container that serves. */
  readonly serving?: Readonly<Record<string, string>>;
  /** Members of CreateModelPackage beside what each package has. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Registers what was trained, with the evaluation of the step `Evaluate`; it waits for an approval. */
export function registration({ image }: PipelinePlace, { packageGroup, serving, more }: Registration) {
  return {
    Name: "Register",
    Type: "RegisterModel",
    Arguments: {
      ModelPackageGroupName: packageGroup,
      ModelApprovalStatus: "PendingManualApproval",
      ModelMetrics: { ModelQuality: { Statistics: document("Evaluate", "evaluation", "evaluation.json") } },
      ...more,
      InferenceSpecification: {
        Containers: [{ Image: image, ModelDataUrl: trained, ...(serving ? { Environment: serving } : {}) }],
        SupportedContentTypes: ["text/csv"],
        SupportedResponseMIMETypes: ["text/csv"],
        SupportedRealtimeInferenceInstanceTypes: ["ml.m5.large"],
      },
    },
  };
}

/** A JSON file that a step left. */
export function document(step: string, output: string, name: string) {
  return { ContentType: "application/json", S3Uri: join("/", [left(step, output), name]) };
}
