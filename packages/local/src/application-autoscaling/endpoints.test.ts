import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled } from "../sagemaker/testing/local-sagemaker.ts";
import { createConfig } from "../sagemaker/testing/tiny-endpoint.ts";

let local: LocalSageMaker;
let scaling: ApplicationAutoScaling;

beforeAll(async () => {
  local = await localSageMaker();
  scaling = new ApplicationAutoScaling({
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  for (const mean of [1, 2]) await local.createModel(mean);
});
afterAll(async () => {
  scaling.destroy();
  await local.close();
});

const target = (endpoint: string, variant = "champion") => ({
  ServiceNamespace: "sagemaker" as const,
  ResourceId: `endpoint/${endpoint}/variant/${variant}`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount" as const,
});

async function deployScaled(name: string): Promise<void> {
  await createConfig(local, `${name}-1`, { champion: ["model-1", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: `${name}-1` });
  await settled(local, name);
  await scaling.registerScalableTarget({ ...target(name), MinCapacity: 1, MaxCapacity: 4 });
}

async function update(name: string, to: Parameters<typeof createConfig>[2]) {
  await createConfig(local, `${name}-2`, to);
  return await local.sagemaker.updateEndpoint({ EndpointName: name, EndpointConfigName: `${name}-2` });
}

const targetsOf = async (name: string) => {
  const { ScalableTargets } = await scaling.describeScalableTargets({
    ServiceNamespace: "sagemaker",
    ResourceIds: [target(name).ResourceId],
  });
  return ScalableTargets;
};

it("refuses an update that takes a scaled variant away, until the variant is deregistered", async () => {
  await deployScaled("renamed");
  await expect(update("renamed", { challenger: ["model-2", 1] })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(
      "An Application AutoScaling scalable target exists for a variant being deleted: champion.",
    ),
  });
  const kept = await local.sagemaker.describeEndpoint({ EndpointName: "renamed" });
  expect(kept).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "renamed-1" });

  await scaling.deregisterScalableTarget(target("renamed"));
  await local.sagemaker.updateEndpoint({ EndpointName: "renamed", EndpointConfigName: "renamed-2" });
  expect((await settled(local, "renamed")).EndpointConfigName).toBe("renamed-2");
});

it("refuses an update that gives a scaled variant other instances", async () => {
  await deployScaled("moved");
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "moved-2",
    ProductionVariants: [
      { VariantName: "champion", ModelName: "model-1", InstanceType: "ml.c5.large", InitialInstanceCount: 1 },
    ],
  });

  await expect(
    local.sagemaker.updateEndpoint({ EndpointName: "moved", EndpointConfigName: "moved-2" }),
  ).rejects.toMatchObject({ message: expect.stringContaining("whose instance type would change: champion") });
});

it("lets a scaled variant have another model and a second variant beside it, and keeps its target", async () => {
  await deployScaled("grown");
  await update("grown", { champion: ["model-2", 1], challenger: ["model-1", 0] });

  expect((await settled(local, "grown")).EndpointConfigName).toBe("grown-2");
  expect(await targetsOf("grown")).toHaveLength(1);
});

it("takes the targets of an endpoint that is deleted with it", async () => {
  await deployScaled("gone");
  await local.sagemaker.deleteEndpoint({ EndpointName: "gone" });

  expect(await targetsOf("gone")).toEqual([]);
});

it("leaves the number of instances as it is while the endpoint is changed", async () => {
  await deployScaled("changing");
  await update("changing", { champion: ["model-2", 1] });
  await scaling.registerScalableTarget({ ...target("changing"), MinCapacity: 3 });

  const { ProductionVariants } = await settled(local, "changing");
  expect(ProductionVariants).toMatchObject([{ DesiredInstanceCount: 1, CurrentInstanceCount: 1 }]);
});

it("does not register a variant on burstable instances", async () => {
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "bursting",
    ProductionVariants: [
      {
        VariantName: "champion",
        ModelName: "model-1",
        InstanceType: "ml.t2.medium",
        InitialInstanceCount: 1,
      },
    ],
  });
  await local.sagemaker.createEndpoint({ EndpointName: "bursting", EndpointConfigName: "bursting" });
  await settled(local, "bursting");

  await expect(
    scaling.registerScalableTarget({ ...target("bursting"), MinCapacity: 1, MaxCapacity: 2 }),
  ).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("You cannot register a variant with ml.t2.medium instance type"),
  });
});
