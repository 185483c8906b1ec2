import { join } from "node:path";
import { SageMaker, waitUntilEndpointInService } from "@aws-sdk/client-sagemaker";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

const registry = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const analyzer = `${registry}/sagemaker-model-monitor-analyzer`;
const model = `${registry}/harbour:1`;
const role = "arn:aws:iam::111122223333:role/harbour";
const directory = join(import.meta.dirname, "image");

export const images = {
  [analyzer]: { directory },
  [model]: { directory, train: ["node", "train.mjs"], serve: ["node", "serve.mjs"] },
};

const random = xoroshiro128plus(29);
const between = (low: number, high: number) => low + ((random.next() >>> 0) / 2 ** 32) * (high - low);
const rows = (count: number, swell: number) =>
  Array.from({ length: count }, () => [swell + between(-1, 1), between(0, 12)]);

export function connectTo(local: LocalServer): SageMaker {
  return new SageMaker({
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

/** What the team has: a baseline, an endpoint, a pipeline. */
export async function seed(sagemaker: SageMaker, local: LocalServer): Promise<void> {
  const trained = rows(400, 1.5);
  const features = ["swell", "wind"].map((name, column) => ({
    name,
    values: trained.map((row) => row[column]),
  }));
  await put(local, "baseline/baseline.json", JSON.stringify({ features }));
  await put(local, "train/README", "What the pipeline trains on.");
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "harbour" });
  await sagemaker.createPipeline({
    PipelineName: "harbour-train",
    RoleArn: role,
    ClientRequestToken: "harbour-train-as-this-test-defines-it",
    PipelineDefinition: JSON.stringify(pipeline),
  });
  await sagemaker.createModel({
    ModelName: "harbour-1",
    ExecutionRoleArn: role,
    PrimaryContainer: { Image: model },
  });
  await sagemaker.createEndpointConfig({
    EndpointConfigName: "harbour-1",
    ProductionVariants: [
      {
        VariantName: "main",
        ModelName: "harbour-1",
        InitialInstanceCount: 1,
        InstanceType: "ml.m5.large",
        InitialVariantWeight: 1,
      },
    ],
  });
  await sagemaker.createEndpoint({ EndpointName: "harbour-prod", EndpointConfigName: "harbour-1" });
  await waitUntilEndpointInService(
    { client: sagemaker, maxWaitTime: 30, minDelay: 0.1, maxDelay: 1 },
    { EndpointName: "harbour-prod" },
  );
}

/** One hour of captured requests, and the run of Model Monitor that reads them once the hour is over. */
export async function monitorRun(
  sagemaker: SageMaker,
  local: LocalServer,
  { end, swell }: { readonly end: Date; readonly swell: number },
): Promise<void> {
  const start = new Date(end.getTime() - 3_600_000);
  const captured = `capture/harbour-prod/main/${hourOf(start)}`;
  const lines = rows(200, swell).map((row, index) =>
    JSON.stringify({
      captureData: {
        endpointInput: {
          data: row.join(","),
          encoding: "CSV",
          mode: "INPUT",
          observedContentType: "text/csv",
        },
      },
      eventMetadata: { eventId: `${end.getTime()}-${index}`, inferenceTime: start.toISOString() },
      eventVersion: "0",
    }),
  );
  await put(local, `${captured}/00.jsonl`, lines.join("\n"));
  const input = (InputName: string, uri: string) => ({
    InputName,
    S3Input: { S3Uri: uri, LocalPath: `/opt/ml/processing/${InputName}`, S3DataType: "S3Prefix" as const },
  });
  await sagemaker.createProcessingJob({
    ProcessingJobName: `data-quality-monitoring-${hourOf(end).replaceAll("/", "")}`,
    RoleArn: role,
    AppSpecification: { ImageUri: analyzer, ContainerEntrypoint: ["node", "analyze.mjs"] },
    Environment: {
      start_time: start.toISOString(),
      end_time: end.toISOString(),
      sagemaker_endpoint_name: "harbour-prod",
      sagemaker_monitoring_schedule_name: "harbour-hourly",
    },
    ProcessingInputs: [
      input("input", `s3://harbour/${captured}`),
      input("baseline", "s3://harbour/baseline"),
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: "result",
          S3Output: {
            S3Uri: `s3://harbour/reports/harbour-prod/harbour-hourly/${hourOf(end)}`,
            LocalPath: "/opt/ml/processing/output",
            S3UploadMode: "EndOfJob",
          },
        },
      ],
    },
    ProcessingResources: {
      ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 },
    },
  });
}

function put(local: LocalServer, key: string, text: string): Promise<void> {
  return local.world.objects.put("harbour", key, new TextEncoder().encode(text));
}

/** `2026/03/09/14` */
function hourOf(time: Date): string {
  return time.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
}

const pipeline = {
  Version: "2020-12-01",
  Parameters: [
    { Name: "DriftedFeatures", Type: "String", DefaultValue: "" },
    { Name: "WindowEnd", Type: "String", DefaultValue: "" },
  ],
  Steps: [
    {
      Name: "Train",
      Type: "Training",
      Arguments: {
        AlgorithmSpecification: { TrainingImage: model, TrainingInputMode: "File" },
        HyperParameters: { drifted: { Get: "Parameters.DriftedFeatures" } },
        InputDataConfig: [
          {
            ChannelName: "train",
            DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://harbour/train/" } },
          },
        ],
        OutputDataConfig: { S3OutputPath: "s3://harbour/models" },
        ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
        RoleArn: role,
      },
    },
  ],
};
