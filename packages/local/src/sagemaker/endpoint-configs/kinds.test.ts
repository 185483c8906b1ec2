import type { CreateEndpointConfigInput, ProductionVariant } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  packedModel,
  settled,
  until,
} from "../testing/local-sagemaker.ts";
import { invoke } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;
let refusals = 0;

beforeAll(async () => {
  local = await localSageMaker();
  for (const mean of [1, 2]) await local.createModel(mean);
  const container = { Image: imageName };
  await local.server.world.objects.put("models", "many/one.tar.gz", await packedModel(1));
  await local.sagemaker.createModel({
    ModelName: "many",
    ExecutionRoleArn: role,
    PrimaryContainer: { ...container, Mode: "MultiModel", ModelDataUrl: "s3://models/many/" },
  });
  await local.sagemaker.createModel({
    ModelName: "chain",
    ExecutionRoleArn: role,
    Containers: [container, container],
  });
  await local.sagemaker.createModel({
    ModelName: "walled",
    ExecutionRoleArn: role,
    PrimaryContainer: container,
    VpcConfig: { SecurityGroupIds: ["sg-1"], Subnets: ["subnet-1"] },
  });
});
afterAll(() => local.close());

const onInstances = (VariantName: string, more: Partial<ProductionVariant> = {}): ProductionVariant => ({
  VariantName,
  ModelName: "model-1",
  InstanceType: "ml.m5.large",
  InitialInstanceCount: 1,
  ...more,
});
const serverless = (VariantName: string, more: Partial<ProductionVariant> = {}): ProductionVariant => ({
  VariantName,
  ModelName: "model-1",
  ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
  ...more,
});
const AsyncInferenceConfig = { OutputConfig: { S3OutputPath: "s3://answers/tides" } };
const DataCaptureConfig = {
  EnableCapture: true,
  InitialSamplingPercentage: 100,
  DestinationS3Uri: "s3://captures/tides",
  CaptureOptions: [{ CaptureMode: "Input" as const }],
};
const create = (name: string, config: Omit<CreateEndpointConfigInput, "EndpointConfigName">) =>
  local.sagemaker.createEndpointConfig({ EndpointConfigName: name, ...config });

async function deploy(name: string, config: Omit<CreateEndpointConfigInput, "EndpointConfigName">) {
  await create(`${name}-1`, config);
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: `${name}-1` });
  return await settled(local, name);
}

const withShadow = (
  shadow: Partial<ProductionVariant> = {},
  production: Partial<ProductionVariant> = {},
): Omit<CreateEndpointConfigInput, "EndpointConfigName"> => ({
  ProductionVariants: [onInstances("champion", production)],
  ShadowProductionVariants: [onInstances("shadow", { ModelName: "model-2", ...shadow })],
});

describe("a configuration is refused", () => {
  it.each<[string, Omit<CreateEndpointConfigInput, "EndpointConfigName">, string]>([
    [
      "with a shadow beside two production variants",
      { ...withShadow(), ProductionVariants: [onInstances("a"), onInstances("b")] },
      "one variant in ProductionVariants and one in ShadowProductionVariants",
    ],
    [
      "with two shadows",
      { ...withShadow(), ShadowProductionVariants: [onInstances("a"), onInstances("b")] },
      "one variant in ProductionVariants and one in ShadowProductionVariants",
    ],
    [
      "with a shadow of the same name",
      withShadow({ VariantName: "champion" }),
      "Duplicate production variant",
    ],
    ["with a shadow of an unknown model", withShadow({ ModelName: "nobody" }), "Could not find model"],
    [
      "with an asynchronous shadow",
      { ...withShadow(), AsyncInferenceConfig },
      "not supported with asynchronous inference",
    ],
    [
      "with a multi-model shadow",
      withShadow({ ModelName: "many" }),
      "not supported with multi-model endpoints",
    ],
    [
      "with a shadow of several containers",
      withShadow({ ModelName: "chain" }),
      "not supported with endpoints of several containers",
    ],
    [
      "with a shadow on Inf1",
      withShadow({ InstanceType: "ml.inf1.xlarge" }),
      "not supported with Inf1 instances",
    ],
    [
      "with two serverless variants",
      { ProductionVariants: [serverless("a"), serverless("b")] },
      "Serverless inference does not support several production variants",
    ],
    [
      "with a serverless variant and one on instances",
      { ProductionVariants: [serverless("a"), onInstances("b")] },
      "Serverless inference does not support several production variants",
    ],
    [
      "when it is serverless and captures",
      { ProductionVariants: [serverless("a")], DataCaptureConfig },
      "Serverless inference does not support data capture",
    ],
    [
      "when it is serverless and asynchronous",
      { ProductionVariants: [serverless("a")], AsyncInferenceConfig },
      "Serverless inference does not support asynchronous inference",
    ],
    [
      "when it is serverless in a VPC",
      { ProductionVariants: [serverless("a", { ModelName: "walled" })] },
      "Serverless inference does not support a VPC configuration",
    ],
    [
      "when it is serverless and isolated",
      { ProductionVariants: [serverless("a")], EnableNetworkIsolation: true },
      "Serverless inference does not support network isolation",
    ],
    [
      "when it is serverless with many models",
      { ProductionVariants: [serverless("a", { ModelName: "many" })] },
      "Serverless inference does not support multi-model endpoints",
    ],
    [
      "when it is serverless on instances",
      { ProductionVariants: [serverless("a", { InstanceType: "ml.m5.large" })] },
      "cannot have an InstanceType",
    ],
    [
      "with a memory that serverless does not have",
      {
        ProductionVariants: [
          serverless("a", { ServerlessConfig: { MemorySizeInMB: 1111, MaxConcurrency: 5 } }),
        ],
      },
      "Member must satisfy enum value set: [1024, 2048, 3072, 4096, 5120, 6144]",
    ],
    [
      "with more concurrency than serverless has",
      {
        ProductionVariants: [
          serverless("a", { ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 201 } }),
        ],
      },
      "Member must have value less than or equal to 200",
    ],
    [
      "with two asynchronous variants",
      { ProductionVariants: [onInstances("a"), onInstances("b")], AsyncInferenceConfig },
      "Asynchronous inference supports one production variant only",
    ],
    [
      "with inference components beside a model",
      {
        ProductionVariants: [onInstances("a", { ModelName: undefined }), onInstances("b")],
        ExecutionRoleArn: role,
      },
      "has one variant",
    ],
    [
      "with inference components and no role",
      { ProductionVariants: [onInstances("a", { ModelName: undefined })] },
      "needs an ExecutionRoleArn",
    ],
    [
      "with managed instance scaling of a model",
      { ProductionVariants: [onInstances("a", { ManagedInstanceScaling: { Status: "ENABLED" } })] },
      "ManagedInstanceScaling is only supported for inference component endpoints.",
    ],
    [
      "with no instances",
      { ProductionVariants: [onInstances("a", { InitialInstanceCount: 0 })] },
      "Member must have value greater than or equal to 1",
    ],
  ])("%s", async (_, config, message) => {
    await expect(create(`refused-${++refusals}`, config)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
    });
  });

  it("that is asynchronous without an output", async () => {
    // The client's types know that it is needed; the service must too.
    const empty = {} as never;
    await expect(
      create("empty", { ProductionVariants: [onInstances("a")], AsyncInferenceConfig: empty }),
    ).rejects.toMatchObject({
      message: expect.stringContaining("Value null at 'asyncInferenceConfig.outputConfig'"),
    });
  });
});

it("has detailed observability unless that is declined", async () => {
  await create("seen", { ProductionVariants: [onInstances("a")] });
  await create("unseen", {
    ProductionVariants: [onInstances("a")],
    MetricsConfig: { EnableDetailedObservability: false },
  });
  const shown = async (EndpointConfigName: string) =>
    (await local.sagemaker.describeEndpointConfig({ EndpointConfigName })).MetricsConfig;

  expect(await shown("seen")).toEqual({ EnableDetailedObservability: true });
  expect(await shown("unseen")).toEqual({ EnableDetailedObservability: false });
});

it("copies requests to a shadow variant, and answers by the production variant alone", async () => {
  const described = await deploy("shaded", withShadow());
  for (let request = 0; request < 3; request++) expect((await invoke(local, "shaded")).mean).toBe(1);
  const copies = await until(
    () =>
      Promise.resolve(
        local.server.world.metrics.samples(
          {
            namespace: "AWS/SageMaker",
            name: "Invocations",
            dimensions: { EndpointName: "shaded", VariantName: "shadow" },
          },
          0,
          Date.now() + 1,
          null,
        ),
      ),
    ({ length }) => length === 3,
  );

  expect(copies).toHaveLength(3);
  expect(described).toMatchObject({
    ProductionVariants: [{ VariantName: "champion" }],
    ShadowProductionVariants: [{ VariantName: "shadow", CurrentWeight: 1, CurrentInstanceCount: 1 }],
  });
});

it("updates an endpoint to a shadow, lets the shadow serve under its own name, and goes back", async () => {
  await deploy("shifting", { ProductionVariants: [onInstances("champion")] });
  const update = async (config: Omit<CreateEndpointConfigInput, "EndpointConfigName">, name: string) => {
    await create(name, config);
    await local.sagemaker.updateEndpoint({ EndpointName: "shifting", EndpointConfigName: name });
    return await settled(local, "shifting");
  };
  const shadowed = await update(withShadow({ InitialVariantWeight: 0.5 }), "shifting-shadow");
  expect(shadowed).toMatchObject({
    EndpointConfigName: "shifting-shadow",
    ProductionVariants: [{ VariantName: "champion", CurrentWeight: 1 }],
    ShadowProductionVariants: [{ VariantName: "shadow", CurrentWeight: 0.5 }],
  });
  expect((await invoke(local, "shifting")).mean).toBe(1);

  const promoted = await update(
    { ProductionVariants: [onInstances("shadow", { ModelName: "model-2" })] },
    "shifting-sole",
  );
  expect(promoted.ProductionVariants).toMatchObject([{ VariantName: "shadow" }]);
  expect(promoted.ShadowProductionVariants ?? []).toEqual([]);
  expect((await invoke(local, "shifting")).mean).toBe(2);

  await local.sagemaker.updateEndpoint({ EndpointName: "shifting", EndpointConfigName: "shifting-1" });
  expect((await settled(local, "shifting")).EndpointConfigName).toBe("shifting-1");
  expect((await invoke(local, "shifting")).mean).toBe(1);
});

it("serves a serverless variant, which shows no instances", async () => {
  const { ProductionVariants } = await deploy("lean", { ProductionVariants: [serverless("main")] });
  const config = { MemorySizeInMB: 2048, MaxConcurrency: 5 };

  expect(ProductionVariants).toMatchObject([
    { VariantName: "main", CurrentServerlessConfig: config, DesiredServerlessConfig: config },
  ]);
  expect(ProductionVariants?.[0]).not.toHaveProperty("CurrentInstanceCount");
  expect((await invoke(local, "lean")).mean).toBe(1);
});

it("shows an asynchronous endpoint as such, and does not answer requests to it at once", async () => {
  expect(
    await deploy("patient", { ProductionVariants: [onInstances("main")], AsyncInferenceConfig }),
  ).toMatchObject({ EndpointStatus: "InService", AsyncInferenceConfig });

  await expect(invoke(local, "patient")).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("is asynchronous"),
  });
  await deploy("prompt", { ProductionVariants: [onInstances("main")] });
  await expect(
    local.runtime.invokeEndpointAsync({ EndpointName: "prompt", InputLocation: "s3://questions/1" }),
  ).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("is not asynchronous"),
  });
});
