import type { DeploymentConfig, ProductionVariant } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled } from "../testing/local-sagemaker.ts";
import { createConfig, invoke } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;

const serverless: ProductionVariant = {
  VariantName: "champion",
  ModelName: "model-1",
  ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 2 },
};

beforeAll(async () => {
  local = await localSageMaker();
  for (const mean of [1, 2]) await local.createModel(mean);
  await createConfig(local, "one", { champion: ["model-1", 1] });
  await createConfig(local, "same", { champion: ["model-2", 1] });
  await createConfig(local, "two", { champion: ["model-1", 1], challenger: ["model-2", 0] });
  await createConfig(local, "two-again", { challenger: ["model-1", 1], champion: ["model-2", 0] });
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "lean",
    ProductionVariants: [serverless],
  });
  for (const config of ["one", "two", "lean"]) {
    await local.sagemaker.createEndpoint({ EndpointName: config, EndpointConfigName: config });
    await settled(local, config);
  }
});
afterAll(() => local.close());

const canary: DeploymentConfig = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: "CANARY",
      WaitIntervalInSeconds: 1,
      CanarySize: { Type: "CAPACITY_PERCENT", Value: 10 },
    },
  },
};
const rolling: DeploymentConfig = {
  RollingUpdatePolicy: {
    MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value: 50 },
    WaitIntervalInSeconds: 1,
  },
};
const routed = (more: object): DeploymentConfig => ({
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: "CANARY", WaitIntervalInSeconds: 60, ...more },
  },
});
const update = (EndpointName: string, EndpointConfigName: string, more: object = {}) =>
  local.sagemaker.updateEndpoint({ EndpointName, EndpointConfigName, ...more });

it.each<[string, string, string, DeploymentConfig, string]>([
  ["both policies", "one", "same", { ...canary, ...rolling }, "Only one update policy is allowed"],
  ["a canary without its size", "one", "same", routed({}), "needs a CanarySize"],
  [
    "a canary of more than half",
    "one",
    "same",
    routed({ CanarySize: { Type: "CAPACITY_PERCENT", Value: 51 } }),
    "must be 1% to 50%",
  ],
  [
    "linear steps of less than a tenth",
    "one",
    "same",
    routed({ Type: "LINEAR", LinearStepSize: { Type: "CAPACITY_PERCENT", Value: 9 } }),
    "must be 10% to 50%",
  ],
  [
    "a wait of more than an hour",
    "one",
    "same",
    routed({ WaitIntervalInSeconds: 3601 }),
    "Member must have value less than or equal to 3600",
  ],
  ["a canary and other variants", "one", "two", canary, "needs the same variant names"],
  ["a rolling deployment of two variants", "two", "two-again", rolling, "do not support rolling"],
  [
    "a rolling deployment of a serverless one",
    "lean",
    "lean",
    rolling,
    "Serverless endpoints do not support rolling",
  ],
])("an update with %s is refused", async (_, endpoint, config, DeploymentConfig, message) => {
  await expect(update(endpoint, config, { DeploymentConfig })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
  expect((await local.sagemaker.describeEndpoint({ EndpointName: endpoint })).EndpointStatus).toBe(
    "InService",
  );
});

it("a deployment configuration that is retained excludes what it excluded", async () => {
  await local.sagemaker.createEndpoint({
    EndpointName: "guarded",
    EndpointConfigName: "one",
    DeploymentConfig: canary,
  });
  await settled(local, "guarded");

  await expect(update("guarded", "two", { RetainDeploymentConfig: true })).rejects.toThrow(
    "A blue/green deployment needs the same variant names",
  );
  await update("guarded", "same", { RetainDeploymentConfig: true });
  expect((await settled(local, "guarded")).LastDeploymentConfig).toEqual(canary);
});

it("an endpoint on instances cannot become serverless", async () => {
  await expect(update("one", "lean")).rejects.toThrow(
    "An instance-based endpoint cannot be updated to a serverless one.",
  );
});

it("weights and capacities name each variant once, and no instances of one that has none", async () => {
  const change = (EndpointName: string, DesiredWeightsAndCapacities: object[]) =>
    local.sagemaker.updateEndpointWeightsAndCapacities({
      EndpointName,
      DesiredWeightsAndCapacities: DesiredWeightsAndCapacities.map((each) => ({
        VariantName: "champion",
        ...each,
      })),
    });

  await expect(change("two", [{ DesiredWeight: 1 }, { DesiredWeight: 2 }])).rejects.toThrow(
    "Duplicate production variant names are not allowed.",
  );
  await expect(change("lean", [{ DesiredInstanceCount: 2 }])).rejects.toThrow("has no instances");
});

it("an endpoint that is made shows its deployment as pending", async () => {
  await local.sagemaker.createEndpoint({ EndpointName: "new", EndpointConfigName: "one" });
  expect(await local.sagemaker.describeEndpoint({ EndpointName: "new" })).toMatchObject({
    EndpointStatus: "Creating",
    PendingDeploymentSummary: {
      EndpointConfigName: "one",
      StartTime: expect.any(Date),
      ProductionVariants: [{ VariantName: "champion", InstanceType: "ml.m5.large", DesiredInstanceCount: 1 }],
    },
  });

  expect((await settled(local, "new")).PendingDeploymentSummary).toBeUndefined();
});

it("a configuration in use may be deleted, and its endpoint goes on", async () => {
  await createConfig(local, "used", { champion: ["model-2", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "using", EndpointConfigName: "used" });
  await settled(local, "using");
  await local.sagemaker.deleteEndpointConfig({ EndpointConfigName: "used" });

  await expect(local.sagemaker.describeEndpointConfig({ EndpointConfigName: "used" })).rejects.toThrow(
    "Could not find endpoint configuration",
  );
  expect((await local.sagemaker.describeEndpoint({ EndpointName: "using" })).EndpointConfigName).toBe("used");
  expect((await invoke(local, "using")).mean).toBe(2);
});
