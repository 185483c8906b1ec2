import { afterAll, beforeAll, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { createConfig } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
});
afterAll(() => local.close());

async function events(detailType: string, count: number) {
  return await until(
    async () => local.events.filter((event) => event["detail-type"] === detailType),
    (told) => told.length >= count,
  );
}

it("keeps a model until it is deleted, and tells of both", async () => {
  await local.createModel(11);
  const arn = "arn:aws:sagemaker:eu-west-1:111122223333:model/model-11";

  expect(await local.sagemaker.describeModel({ ModelName: "model-11" })).toMatchObject({
    ModelArn: arn,
    PrimaryContainer: { Image: imageName, ModelDataUrl: "s3://models/model-11.tar.gz" },
    ExecutionRoleArn: role,
  });
  await expect(local.createModel(11)).rejects.toMatchObject({
    name: "ValidationException",
    message: `Cannot create already existing model "${arn}".`,
  });
  await local.sagemaker.deleteModel({ ModelName: "model-11" });
  await expect(local.sagemaker.describeModel({ ModelName: "model-11" })).rejects.toMatchObject({
    name: "ValidationException",
    message: `Could not find model "${arn}".`,
  });
  const told = await events("SageMaker Model State Change", 2);
  expect(told.map(({ resources }) => resources)).toEqual([[arn], [arn]]);
  expect(told[0]?.detail).toMatchObject({ ModelName: "model-11", ModelArn: arn, Tags: {} });
});

it("refuses a model whose image or data does not exist", async () => {
  const create = (container: { Image: string; ModelDataUrl?: string }) =>
    local.sagemaker.createModel({ ModelName: "x", ExecutionRoleArn: role, PrimaryContainer: container });

  await expect(create({ Image: "nobody:1" })).rejects.toThrow("Requested image nobody:1 not found.");
  await expect(create({ Image: imageName, ModelDataUrl: "s3://models/none.tar.gz" })).rejects.toThrow(
    "Could not find model data at s3://models/none.tar.gz.",
  );
});

it("makes a model of a model package", async () => {
  await local.createModel(12);
  await local.sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tiny" });
  const { ModelPackageArn } = await local.sagemaker.createModelPackage({
    ModelPackageGroupName: "tiny",
    InferenceSpecification: {
      Containers: [{ Image: imageName, ModelDataUrl: "s3://models/model-12.tar.gz" }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["text/csv"],
    },
  });

  await local.sagemaker.createModel({
    ModelName: "packaged",
    ExecutionRoleArn: role,
    Containers: [{ ModelPackageName: ModelPackageArn }],
  });
  expect(await local.sagemaker.describeModel({ ModelName: "packaged" })).toMatchObject({
    Containers: [{ ModelPackageName: ModelPackageArn }],
  });
  await expect(
    local.sagemaker.createModel({
      ModelName: "unpackaged",
      ExecutionRoleArn: role,
      PrimaryContainer: { ModelPackageName: `${ModelPackageArn}0` },
    }),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("does not exist"),
  });
});

it("keeps endpoint configurations as they were given, and tells of their making", async () => {
  const name = await local.createModel(13);
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "kept",
    ProductionVariants: [
      { VariantName: "main", ModelName: name, InstanceType: "ml.m5.large", InitialInstanceCount: 2 },
    ],
    MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
    Tags: [{ Key: "owner", Value: "driftwheel" }],
  });

  const kept = await local.sagemaker.describeEndpointConfig({ EndpointConfigName: "kept" });
  expect(kept).toMatchObject({
    EndpointConfigArn: "arn:aws:sagemaker:eu-west-1:111122223333:endpoint-config/kept",
    ProductionVariants: [{ VariantName: "main", InitialVariantWeight: 1, InitialInstanceCount: 2 }],
    MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
  });
  const [told] = await events("SageMaker Endpoint Config State Change", 1);
  expect(told?.detail).toMatchObject({
    EndpointConfigName: "kept",
    CreationTime: kept.CreationTime?.getTime(),
    Tags: { owner: "driftwheel" },
  });
});

it("refuses configurations of unknown models, and endpoints of unknown configurations", async () => {
  await expect(createConfig(local, "lost", { main: ["nobody", 1] })).rejects.toThrow(
    'Could not find model "arn:aws:sagemaker:eu-west-1:111122223333:model/nobody".',
  );
  await expect(
    local.sagemaker.createEndpoint({ EndpointName: "lost", EndpointConfigName: "lost" }),
  ).rejects.toThrow(
    'Could not find endpoint configuration "arn:aws:sagemaker:eu-west-1:111122223333:endpoint-config/lost".',
  );
});

it("lists models newest first, page by page", async () => {
  for (const mean of [21, 22, 23]) await local.createModel(mean);
  const first = await local.sagemaker.listModels({ NameContains: "model-2", MaxResults: 2 });
  const second = await local.sagemaker.listModels({
    NameContains: "model-2",
    MaxResults: 2,
    NextToken: first.NextToken,
  });

  expect(first.Models?.map(({ ModelName }) => ModelName)).toEqual(["model-23", "model-22"]);
  expect(second.Models?.map(({ ModelName }) => ModelName)).toEqual(["model-21"]);
  expect(second.NextToken).toBeUndefined();
  await expect(local.sagemaker.listModels({ MaxResults: 1000 })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("Member must have value less than or equal to 100"),
  });
});

it("keeps the tags of any ARN", async () => {
  await local.createModel(31);
  const ResourceArn = "arn:aws:sagemaker:eu-west-1:111122223333:model/model-31";
  await local.sagemaker.addTags({ ResourceArn, Tags: [{ Key: "a", Value: "1" }] });
  await local.sagemaker.addTags({
    ResourceArn,
    Tags: [
      { Key: "a", Value: "2" },
      { Key: "b", Value: "3" },
    ],
  });
  expect((await local.sagemaker.listTags({ ResourceArn })).Tags).toEqual([
    { Key: "a", Value: "2" },
    { Key: "b", Value: "3" },
  ]);
  await local.sagemaker.deleteTags({ ResourceArn, TagKeys: ["a"] });
  expect((await local.sagemaker.listTags({ ResourceArn })).Tags).toEqual([{ Key: "b", Value: "3" }]);
});
