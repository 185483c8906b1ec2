import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { pack } from "../../sagemaker/containers/archive.ts";
import { role } from "../../sagemaker/testing/images.ts";
import { type LocalSageMaker, until } from "../../sagemaker/testing/local-sagemaker.ts";

type Files = Readonly<Record<string, string>>;

/** A `.tar.gz` of these files. */
export async function archived(files: Files): Promise<Uint8Array> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return await pack(folder);
}

interface Training {
  readonly image: string;
  readonly code?: Files;
  readonly program?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly channels?: Readonly<Record<string, Readonly<{ type?: string; text: string }>>>;
}

/** Trains by a script, and describes the job when it has ended. */
export async function train({ server, sagemaker }: LocalSageMaker, name: string, training: Training) {
  const { image, code, program = "train.py", settings = {}, channels = {} } = training;
  const put = (key: string, body: Uint8Array) => server.world.objects.put("lab", key, body);
  if (code) await put(`${name}/sourcedir.tar.gz`, await archived(code));
  for (const [channel, { text }] of Object.entries(channels)) {
    await put(`${name}/${channel}/data.csv`, Buffer.from(text));
  }
  await sagemaker.createTrainingJob({
    TrainingJobName: name,
    RoleArn: role,
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
    HyperParameters: {
      ...settings,
      ...(code
        ? {
            sagemaker_program: program,
            sagemaker_submit_directory: JSON.stringify(`s3://lab/${name}/sourcedir.tar.gz`),
          }
        : {}),
    },
    ...(Object.keys(channels).length > 0
      ? {
          InputDataConfig: Object.entries(channels).map(([ChannelName, { type }]) => ({
            ChannelName,
            ContentType: type,
            DataSource: {
              S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri: `s3://lab/${name}/${ChannelName}/` },
            },
          })),
        }
      : {}),
    OutputDataConfig: { S3OutputPath: "s3://lab/models" },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 300 },
  });
  return await until(
    () => sagemaker.describeTrainingJob({ TrainingJobName: name }),
    ({ TrainingJobStatus }) => TrainingJobStatus !== "InProgress",
  );
}

interface Container {
  readonly image: string;
  readonly modelData?: string;
  readonly files?: Files;
  readonly environment?: Readonly<Record<string, string>>;
  readonly hostname?: string;
}

/** Makes an endpoint of one variant, with these containers. */
export async function host(
  { server, sagemaker }: LocalSageMaker,
  name: string,
  containers: readonly Container[],
  mode: "Serial" | "Direct" = "Serial",
): Promise<void> {
  const Containers = [];
  for (const [index, { image, modelData, files, environment, hostname }] of containers.entries()) {
    const key = `${name}/${index}/model.tar.gz`;
    if (files) await server.world.objects.put("lab", key, await archived(files));
    Containers.push({
      Image: image,
      ModelDataUrl: modelData ?? (files ? `s3://lab/${key}` : undefined),
      Environment: environment,
      ContainerHostname: hostname,
    });
  }
  await sagemaker.createModel({
    ModelName: name,
    ExecutionRoleArn: role,
    Containers,
    InferenceExecutionConfig: { Mode: mode },
  });
  await sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: [
      { VariantName: "main", ModelName: name, InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
    ],
  });
  await sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
}
