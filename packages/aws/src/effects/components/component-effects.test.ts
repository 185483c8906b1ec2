import { setTimeout as sleep } from "node:timers/promises";
import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { writtenRoute } from "@driftwheel/core/routing/route.ts";
import type {
  CreateEndpoint,
  DeleteEndpoint,
  DeployWinner,
  SetRoute,
} from "@driftwheel/core/vocabulary/effect.ts";
import {
  EndpointDiffers,
  PassingRefusal,
  Refused,
  TransientError,
} from "@driftwheel/core/vocabulary/errors.ts";
import type { Route } from "@driftwheel/core/vocabulary/trial/route.ts";
import { imageName, role } from "@driftwheel/local/sagemaker/testing/images.ts";
import { type LocalSageMaker, localSageMaker } from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsFacts } from "../../facts/fact-finder.ts";
import { readCopiesScaling } from "../../scaling/read-scaling.ts";
import { pointTo } from "../../testing/json-wire.ts";
import { awsEffects } from "../effect-performer.ts";

/** Of a day later than anything that is written here, so that callers know every route; or of the beginning of time. */
let now = new Date(Date.now() + 86_400_000);
const clock = { now: () => now };
const effects = awsEffects({
  bus: "wheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  ...{ table: "ledger", apiUrl: null, linkSecret: null, clock, rolloutFunction: "rollout:1" },
});
const facts = awsFacts({ clock, asks: new Set(["endpoint"]) });
const second = "driftwheel-tides-v2-1";
const model = `${second}-model`;
const named = (effect: string) => ({
  model: "tides",
  sequence: 7,
  token: `driftwheel-tides-00000007-${effect}`,
});
const apart = { endpoint: `shared/${second}`, parameter: "/tides/route", keptFor: 60_000 };
const on = { endpoint: "shared/tides", expected: { configs: ["model-1"], weights: [{ tides: 1 }] } };
const alone: Route = { model: "tides", champion: { endpoint: "shared", component: "tides", weight: 100 } };
const toSecond: Route = {
  model: "tides",
  champion: { endpoint: "shared", component: "tides", weight: 0 },
  challenger: { endpoint: "shared", component: second, weight: 100 },
  rollout: "tides-v2-1",
};
let local: LocalSageMaker;
let create: CreateEndpoint;
const set: SetRoute = {
  ...{ kind: "set-route", ...named("set-route"), ...on, apart },
  ...{ route: toSecond, expectedRoutes: [null, alone] },
};
const winner: DeployWinner = {
  ...{ kind: "deploy-winner", ...named("deploy-winner"), ...on },
  ...{ fromConfig: model, config: model, variant: "tides" },
};
const remove: DeleteEndpoint = {
  kind: "delete-endpoint",
  ...named("delete-endpoint"),
  apart,
  config: model,
  challengerPackage: "",
};

beforeAll(async () => {
  local = await localSageMaker();
  pointTo(local.server.url);
  const { sagemaker } = local;
  for (const mean of [1, 2]) await local.createModel(mean);
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tides" });
  const { ModelPackageArn = "" } = await sagemaker.createModelPackage({
    ModelPackageGroupName: "tides",
    InferenceSpecification: {
      Containers: [{ Image: imageName, ModelDataUrl: "s3://models/model-2.tar.gz" }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["application/json"],
    },
  });
  create = {
    ...{ kind: "create-endpoint", ...named("create-endpoint"), ...on, apart },
    ...{ fromConfig: "model-1", config: model, challengerModel: model, challengerPackage: ModelPackageArn },
    ...{ championVariant: "tides", challengerVariant: second },
  };
  await sagemaker.createEndpointConfig({
    EndpointConfigName: "shared",
    ExecutionRoleArn: role,
    ProductionVariants: [{ VariantName: "main", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
  });
  await sagemaker.createEndpoint({ EndpointName: "shared", EndpointConfigName: "shared" });
  await inService("shared");
  await sagemaker.createInferenceComponent({
    InferenceComponentName: "tides",
    EndpointName: "shared",
    VariantName: "main",
    Specification: {
      ModelName: "model-1",
      ComputeResourceRequirements: { NumberOfCpuCoresRequired: 0.25, MinMemoryRequiredInMb: 512 },
      StartupParameters: { ContainerStartupHealthCheckTimeoutInSeconds: 60 },
    },
    RuntimeConfig: { CopyCount: 2 },
  });
  await inService("shared/tides");
});
afterAll(() => local.close());

async function found(name: string, beside?: { readonly endpoint: string; readonly parameter: string }) {
  return await facts.answer({ ask: "endpoint", name, ...(beside ? { beside } : {}) });
}

async function inService(name: string): Promise<void> {
  while ((await found(name)).status !== "InService") await sleep(20);
}

async function failureOf(effect: Parameters<typeof effects.perform>[0]): Promise<unknown> {
  return await effects.perform(effect).then(
    () => null,
    (error: unknown) => error,
  );
}

const described = (InferenceComponentName: string) =>
  local.sagemaker.describeInferenceComponent({ InferenceComponentName });

it("a component is read as an endpoint of one variant, with its model in the place of a config", async () => {
  expect(await found("shared/tides")).toMatchObject({
    ...{ exists: true, status: "InService", config: "model-1", pendingConfig: null },
    variants: [{ name: "tides", weight: 1, model: "model-1", package: null }],
    traits: { components: true, serverless: false, containers: 1 },
  });
  expect(await found("shared/none")).toMatchObject({ exists: false, config: null });
  // Callers of one endpoint find no component of another.
  expect(await found("other/tides")).toMatchObject({ exists: false, config: null });
});

it("the challenger's component is made like the champion's, and once however often it is asked for", async () => {
  await effects.perform(create);
  await effects.perform(create);
  await inService(apart.endpoint);

  const champion = await described("tides");
  expect(await described(second)).toMatchObject({
    EndpointName: "shared",
    VariantName: "main",
    Specification: { ...champion.Specification, ModelName: model },
    RuntimeConfig: { DesiredCopyCount: 2 },
  });
  expect((await found("shared/tides", apart)).beside).toMatchObject({
    endpoint: { exists: true, status: "InService", config: model, variants: [{ name: second, weight: 1 }] },
    route: { value: null },
  });
});

it("gets the copies that its share needs before callers are sent to it, where the policy says so", async () => {
  const bySharePlace = { ...apart, endpoint: "shared/driftwheel-tides-v3-2", copies: "by share" as const };
  const names = { challengerModel: "driftwheel-tides-v3-2-model", config: "driftwheel-tides-v3-2-model" };
  await local.sagemaker.updateInferenceComponentRuntimeConfig({
    InferenceComponentName: "tides",
    DesiredRuntimeConfig: { CopyCount: 3 },
  });
  await inService("shared/tides");
  await effects.perform({ ...create, ...names, apart: bySharePlace });
  await inService(bySharePlace.endpoint);
  const copies = async () => (await described("driftwheel-tides-v3-2")).RuntimeConfig?.CurrentCopyCount;
  const routed = (weight: number): SetRoute => ({
    ...set,
    apart: { ...bySharePlace, parameter: "/tides/by-share" },
    route: {
      ...toSecond,
      champion: { ...toSecond.champion, weight: 100 - weight },
      challenger: { endpoint: "shared", component: "driftwheel-tides-v3-2", weight },
    },
  });
  const expectedRoutes = [null, routed(30).route];

  await effects.perform(routed(30));
  expect(await copies()).toBe(1);
  expect(String(await failureOf({ ...routed(50), expectedRoutes }))).toContain(
    "has 1 of the 2 copies that 50% need, and gets more",
  );
  await inService(bySharePlace.endpoint);
  await effects.perform({ ...routed(50), expectedRoutes });
  expect(await copies()).toBe(2);

  // Nine quarters of a vCPU are more than the instance has.
  await local.sagemaker.updateInferenceComponentRuntimeConfig({
    InferenceComponentName: "tides",
    DesiredRuntimeConfig: { CopyCount: 4 },
  });
  await inService("shared/tides");
  const all = { ...routed(100), expectedRoutes: [routed(50).route] };
  expect(await failureOf(all)).toBeInstanceOf(TransientError);
  await inService(bySharePlace.endpoint);
  const noRoom = await failureOf(all);
  expect(noRoom).toBeInstanceOf(EndpointDiffers);
  expect(noRoom).toMatchObject({
    found: { config: "model-1", beside: { endpoint: { copies: { asked: 4, there: 2 } } } },
  });
  expect(String(noRoom)).toContain("has 2 of the 4 copies that 100% need: There is not enough hardware");
  expect(
    (await found("shared/tides", { ...bySharePlace, parameter: "/tides/by-share" })).beside?.route.value,
  ).toBe(writtenRoute(routed(50).route));

  await local.sagemaker.deleteInferenceComponent({ InferenceComponentName: "driftwheel-tides-v3-2" });
  // Until it is gone its copies have the room.
  while ((await found(bySharePlace.endpoint)).exists) await sleep(20);
  expect(await failureOf(all)).toMatchObject({ found: { beside: { endpoint: { exists: false } } } });
  await local.sagemaker.updateInferenceComponentRuntimeConfig({
    InferenceComponentName: "tides",
    DesiredRuntimeConfig: { CopyCount: 2 },
  });
  await inService("shared/tides");
});

describe("autoscaling", () => {
  const scaledName = "driftwheel-tides-v4-3";
  const place = { endpoint: `shared/${scaledName}`, parameter: "/tides/scaled", keptFor: 60_000 };
  const toScaled = (weight: number): SetRoute => ({
    ...set,
    apart: place,
    route: {
      ...toSecond,
      champion: { ...toSecond.champion, weight: 100 - weight },
      challenger: { endpoint: "shared", component: scaledName, weight },
    },
    expectedRoutes: [null],
  });
  const target = (component: string) => ({
    ServiceNamespace: "sagemaker" as const,
    ResourceId: `inference-component/${component}`,
    ScalableDimension: "sagemaker:inference-component:DesiredCopyCount" as const,
  });
  const scalingOf = async (...components: readonly string[]) => await readCopiesScaling(components);
  const names = { config: `${scaledName}-model`, challengerModel: `${scaledName}-model` };
  let scaling: ApplicationAutoScaling;

  beforeAll(async () => {
    scaling = new ApplicationAutoScaling({
      endpoint: local.server.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await scaling.registerScalableTarget({ ...target("tides"), MinCapacity: 1, MaxCapacity: 4 });
    await scaling.putScalingPolicy({
      ...target("tides"),
      PolicyName: "by-errors",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 100,
        CustomizedMetricSpecification: {
          ...{ Namespace: "AWS/SageMaker", MetricName: "ModelLatency", Statistic: "Average" },
          Dimensions: [{ Name: "InferenceComponentName", Value: "tides" }],
        },
      },
    });
    await effects.perform({ ...create, ...names, apart: place });
    await inService(place.endpoint);
  });
  afterAll(async () => {
    await scaling.deregisterScalableTarget(target("tides"));
    scaling.destroy();
  });

  it("is given to the challenger's component before it has callers, and reads the challenger's own metrics", async () => {
    expect((await scalingOf("tides", scaledName)).size).toBe(1);
    await effects.perform(toScaled(20));
    await effects.perform({ ...toScaled(50), expectedRoutes: [toScaled(20).route] });
    const found = (await scalingOf(scaledName)).get(scaledName);
    expect(found).toMatchObject({ minimum: 1, maximum: 4 });
    const dimensions = [{ Name: "InferenceComponentName", Value: scaledName }];
    expect(found?.policies).toMatchObject([
      { name: "by-errors", configuration: { CustomizedMetricSpecification: { Dimensions: dimensions } } },
    ]);
  });

  it("that is refused is told, and holds no trial", async () => {
    await scaling.deregisterScalableTarget(target(scaledName));
    local.server.world.faults.add("application-autoscaling", "PutScalingPolicy", {
      ...{ code: "ValidationException", message: "Too early.", status: 400 },
    });
    const more = { ...toScaled(60), expectedRoutes: [toScaled(50).route] };
    expect(await effects.perform(more)).toMatchObject({
      version: expect.any(String),
      left: `inference component ${scaledName} of shared is not scaled as the champion's, and keeps the copies that it has: scaling: ValidationException: Too early.`,
    });
    await effects.perform({ ...toScaled(70), expectedRoutes: [more.route] });
    expect((await scalingOf(scaledName)).get(scaledName)?.policies).toMatchObject([{ name: "by-errors" }]);
  });

  it("that somebody gave the challenger otherwise is left, and told", async () => {
    await scaling.registerScalableTarget({ ...target(scaledName), MaxCapacity: 7 });
    const all = { ...toScaled(100), expectedRoutes: [toScaled(70).route] };
    expect(await effects.perform(all)).toMatchObject({
      left: `inference component ${scaledName} of shared is scaled otherwise than the champion's, from 1 to 7 copies, and stays so`,
    });
    expect((await scalingOf(scaledName)).get(scaledName)).toMatchObject({ maximum: 7 });
  });

  it("that took copies of the model's own one away is made good before everybody is led back", async () => {
    await local.sagemaker.updateInferenceComponentRuntimeConfig({
      InferenceComponentName: "tides",
      DesiredRuntimeConfig: { CopyCount: 1 },
    });
    await inService("shared/tides");
    const back = { ...toScaled(100), route: alone, expectedRoutes: [toScaled(100).route] };
    await local.sagemaker.updateInferenceComponent({
      InferenceComponentName: "tides",
      Specification: { ...(await described("tides")).Specification, ModelName: `${scaledName}-model` },
    });
    await inService("shared/tides");
    expect(String(await failureOf(back))).toContain(
      "has 1 of the 2 copies that all requests need, and gets more",
    );
    await inService("shared/tides");
    expect(await effects.perform(back)).toMatchObject({ version: expect.any(String) });
    expect((await described("tides")).RuntimeConfig?.CurrentCopyCount).toBe(2);
    await local.sagemaker.updateInferenceComponent({
      InferenceComponentName: "tides",
      Specification: { ...(await described("tides")).Specification, ModelName: "model-1" },
    });
    await inService("shared/tides");
  });

  it("that took copies away is neither waited for nor asked for on the way back from a promotion", async () => {
    await effects.perform({ ...toScaled(100), expectedRoutes: [alone] });
    await local.sagemaker.updateInferenceComponentRuntimeConfig({
      InferenceComponentName: "tides",
      DesiredRuntimeConfig: { CopyCount: 1 },
    });
    await inService("shared/tides");
    const back = { ...toScaled(100), route: alone, expectedRoutes: [toScaled(100).route] };
    const { faults } = local.server.world;
    const asked = ["application-autoscaling", "DescribeScalableTargets"] as const;
    faults.add(...asked, { code: "ValidationException", message: "It is down.", status: 400 });
    expect(await effects.perform(back)).toMatchObject({ version: expect.any(String) });
    expect(faults.take(...asked)).not.toBeNull();
    await local.sagemaker.updateInferenceComponentRuntimeConfig({
      InferenceComponentName: "tides",
      DesiredRuntimeConfig: { CopyCount: 2 },
    });
    await inService("shared/tides");
  });

  it("is taken off before the challenger's component is deleted", async () => {
    await effects.perform({ ...remove, apart: place, config: `${scaledName}-model` });
    expect((await scalingOf("tides", scaledName)).has(scaledName)).toBe(false);
    while ((await found(place.endpoint)).exists) await sleep(20);
    expect((await scalingOf("tides")).get("tides")).toMatchObject({ maximum: 4 });
  });

  it("is taken off where somebody deleted the challenger's component by hand", async () => {
    await effects.perform({ ...create, ...names, apart: place });
    await inService(place.endpoint);
    await scaling.registerScalableTarget({ ...target(scaledName), MinCapacity: 1, MaxCapacity: 4 });
    await local.sagemaker.deleteInferenceComponent({ InferenceComponentName: scaledName });
    while ((await found(place.endpoint)).exists) await sleep(20);
    expect((await scalingOf(scaledName)).size).toBe(1);
    await effects.perform({ ...remove, apart: place, config: `${scaledName}-model` });
    expect((await scalingOf(scaledName)).size).toBe(0);
  });
});

it("one of that name with another model is left alone", async () => {
  const other = { ...create, config: "other", challengerModel: "other" };
  const error = await failureOf(other);
  expect(error).toBeInstanceOf(Refused);
  expect(String(error)).toContain(`exists with model ${model}; asked for was other`);
});

it("the model's own component gets the winner's model in place, and the one before again", async () => {
  const back = {
    ...{ kind: "restore-config" as const, ...named("restore-config"), config: "model-1", anew: null },
    ...{ endpoint: on.endpoint, expected: { configs: ["model-1", model], weights: null } },
  };
  await effects.perform(set);
  // While an update is on its way, which takes a second here, another delivery comes again.
  await local.sagemaker.updateInferenceComponent({
    InferenceComponentName: "tides",
    Specification: (await described("tides")).Specification,
    DeploymentConfig: {
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: "COPY_COUNT", Value: 1 },
        WaitIntervalInSeconds: 1,
      },
    },
  });
  expect(await failureOf(winner)).toBeInstanceOf(TransientError);
  // It shows the model before, to which it would not go back by itself.
  expect(await failureOf({ ...back, expected: on.expected })).toBeInstanceOf(TransientError);
  await inService("shared/tides");
  expect(await effects.perform(winner)).toEqual({ config: model });
  await inService("shared/tides");
  expect(await effects.perform(winner)).toEqual({ config: model });
  expect(await described("tides")).toMatchObject({
    Specification: {
      ModelName: model,
      StartupParameters: { ContainerStartupHealthCheckTimeoutInSeconds: 60 },
    },
    RuntimeConfig: { CurrentCopyCount: 2 },
    LastDeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: { Type: "COPY_COUNT", Value: 1 } } },
  });

  expect(await effects.perform(back)).toEqual({ config: "model-1" });
  await inService("shared/tides");
  expect((await found("shared/tides")).config).toBe("model-1");
});

it("a component that someone else gave another model is not changed", async () => {
  const error = await failureOf({ ...winner, expected: { configs: ["model-9"], weights: null } });
  expect(error).toBeInstanceOf(EndpointDiffers);
  expect((await found("shared/tides")).config).toBe("model-1");
});

it("the challenger's component goes once no caller is led there, and no sooner", async () => {
  const led = await failureOf(remove);
  expect(led).toBeInstanceOf(Refused);
  expect(String(led)).toContain(`leads to shared/${second}: ${writtenRoute(toSecond)}`);

  await effects.perform({ ...set, route: alone, expectedRoutes: [toSecond] });
  const later = now;
  now = new Date();
  expect(await failureOf(remove)).toBeInstanceOf(TransientError);
  now = later;
  // An update of a second: SageMaker deletes none that changes, and one that does so for an hour is told.
  await local.sagemaker.updateInferenceComponent({
    InferenceComponentName: second,
    Specification: (await described(second)).Specification,
    DeploymentConfig: {
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: "COPY_COUNT", Value: 1 },
        WaitIntervalInSeconds: 1,
      },
    },
  });
  const stuck = await failureOf(remove);
  expect(stuck).toBeInstanceOf(PassingRefusal);
  expect(stuck).toMatchObject({ tryFor: 7 * 3_600_000 });
  expect(String(stuck)).toContain("Delete it yourself once it has come to an end");
  now = new Date(Date.now() + 120_000);
  expect(await failureOf(remove)).toBeInstanceOf(TransientError);
  now = later;
  await inService(apart.endpoint);
  await effects.perform(remove);
  await effects.perform(remove);
  while ((await found(apart.endpoint)).exists) await sleep(20);
  const { Models = [] } = await local.sagemaker.listModels({ NameContains: second });
  expect(Models.map(({ ModelName }) => ModelName)).toEqual([model]);
});
