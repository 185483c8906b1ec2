import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { writtenRoute } from "@driftwheel/core/routing/route.ts";
import type { CreateEndpoint, DeleteEndpoint, Effect, SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import { EndpointDiffers, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Route } from "@driftwheel/core/vocabulary/trial/route.ts";
import { imageName, manyModelsImage, role } from "@driftwheel/local/sagemaker/testing/images.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  packedModel,
  until,
} from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { createConfig } from "@driftwheel/local/sagemaker/testing/tiny-endpoint.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { s3 } from "../../clients/s3.ts";
import { ssm } from "../../clients/ssm.ts";
import { awsFacts } from "../../facts/fact-finder.ts";
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
const first = "tides.tar.gz";
const second = "driftwheel-tides-v2-1.tar.gz";
const apart = { endpoint: `many:${second}`, parameter: "/tides/route", keptFor: 60_000 };
const on = { endpoint: `many:${first}`, expected: { configs: [first], weights: [{ [first]: 1 }] } };
const named = (effect: string) => ({
  ...{ model: "tides", sequence: 7 },
  token: `driftwheel-tides-00000007-${effect}`,
});
const arm = (targetModel: string, weight: number) => ({ endpoint: "many", targetModel, weight });
const alone: Route = { model: "tides", champion: arm(first, 100) };
const shared: Route = {
  ...{ model: "tides", rollout: "tides-v2-1" },
  ...{ champion: arm(first, 80), challenger: arm(second, 20) },
};
const set: SetRoute = {
  ...{ kind: "set-route", ...named("set-route"), ...on, apart },
  ...{ route: shared, expectedRoutes: [null, alone] },
};
let local: LocalSageMaker;
let create: CreateEndpoint;
let remove: DeleteEndpoint;

const failureOf = (effect: Effect) =>
  effects.perform(effect).then(
    () => null,
    (error: unknown) => error,
  );
const keys = async () => (await local.server.world.objects.list("serving", "")).map(({ key }) => key);
const ask = async (TargetModel: string) => {
  const { Body } = await local.runtime.invokeEndpoint({ EndpointName: "many", Body: "1", TargetModel });
  return (JSON.parse(Buffer.from(Body).toString()) as { readonly mean: number }).mean;
};

beforeAll(async () => {
  local = await localSageMaker();
  pointTo(local.server.url);
  for (const Bucket of ["serving", "trained"]) await s3().send(new CreateBucketCommand({ Bucket }));
  const put = async (Bucket: string, Key: string, mean: number) =>
    s3().send(new PutObjectCommand({ Bucket, Key, Body: await packedModel(mean) }));
  await put("serving", `all/${first}`, 1);
  await put("trained", "run 2/model.tar.gz", 2);
  const { sagemaker } = local;
  await sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tides" });
  const { ModelPackageArn = "" } = await sagemaker.createModelPackage({
    ModelPackageGroupName: "tides",
    InferenceSpecification: {
      Containers: [{ Image: imageName, ModelDataUrl: "s3://trained/run 2/model.tar.gz" }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["application/json"],
    },
  });
  create = {
    ...{ kind: "create-endpoint", ...named("create-endpoint"), ...on, apart, fromConfig: first },
    ...{ config: second, challengerModel: second, challengerPackage: ModelPackageArn },
    ...{ championVariant: first, challengerVariant: second },
  };
  remove = {
    ...{ kind: "delete-endpoint", ...named("delete-endpoint") },
    ...{ apart, config: second, challengerPackage: ModelPackageArn },
  };
  await sagemaker.createModel({
    ...{ ModelName: "many", ExecutionRoleArn: role },
    PrimaryContainer: { Image: manyModelsImage, Mode: "MultiModel", ModelDataUrl: "s3://serving/all" },
  });
  await createConfig(local, "many", { main: ["many", 1] });
  await sagemaker.createEndpoint({ EndpointName: "many", EndpointConfigName: "many" });
  await until(
    () => sagemaker.describeEndpoint({ EndpointName: "many" }),
    ({ EndpointStatus }) => EndpointStatus === "InService",
  );
});
afterAll(() => local.close());

it("the challenger's artifact is a copy of its version's, once however often it is asked for, and answers at once", async () => {
  await effects.perform(create);
  await effects.perform(create);

  expect(await keys()).toEqual([`all/${second}`, `all/${first}`]);
  expect(await ask(second)).toBe(2);
  const found = await facts.answer({
    ...{ ask: "endpoint", name: on.endpoint, championIn: apart.parameter },
    beside: { endpoint: apart.endpoint, parameter: apart.parameter },
  });
  expect(found).toMatchObject({
    ...{ status: "InService", config: first, traits: { metricsEvery: 1 } },
    beside: {
      endpoint: { exists: true, status: "InService", config: second },
      route: { value: null },
    },
  });
  expect(await facts.answer({ ask: "endpoint", name: apart.endpoint })).toMatchObject({
    variants: [{ name: second, package: create.challengerPackage }],
  });
});

it("one of that name of another version, or of nobody's, is left alone", async () => {
  const other = { ...create, challengerPackage: create.challengerPackage.replace(/1$/, "9") };
  const error = await failureOf(other);
  expect(error).toBeInstanceOf(Refused);
  expect(String(error)).toContain(`s3://serving/all/${second} exists, and is an artifact of`);

  const { challengerPackage } = other;
  await effects.perform({ ...remove, challengerPackage });
  expect(await keys()).toEqual([`all/${second}`, `all/${first}`]);
});

it("nothing is copied beside a champion that is not as it should be", async () => {
  const third = { ...apart, endpoint: "many:driftwheel-tides-v3-2.tar.gz" };
  const error = await failureOf({
    ...{ ...create, apart: third },
    expected: { configs: ["other.tar.gz"], weights: null },
  });
  expect(error).toBeInstanceOf(EndpointDiffers);
  expect(await keys()).toEqual([`all/${second}`, `all/${first}`]);
});

it("the route divides callers, and one that someone else wrote is left alone and shown", async () => {
  await effects.perform(set);
  const parameter = { Name: apart.parameter, Overwrite: true };
  await ssm().send(new PutParameterCommand({ ...parameter, Value: "somebody's" }));
  const error = await failureOf({ ...set, route: alone, expectedRoutes: [shared] });
  expect(error).toMatchObject({
    found: { exists: false, beside: { endpoint: { config: second }, route: { value: "somebody's" } } },
  });
  await ssm().send(new PutParameterCommand({ ...parameter, Value: writtenRoute(shared) }));
});

it("the copy is deleted once no caller can hold a route to it, and no sooner, and nothing else is", async () => {
  const led = await failureOf(remove);
  expect(led).toBeInstanceOf(Refused);
  expect(String(led)).toContain(`leads to many:${second}`);

  await effects.perform({ ...set, route: alone, expectedRoutes: [shared] });
  const later = now;
  now = new Date();
  expect(await failureOf(remove)).toBeInstanceOf(TransientError);
  now = later;
  await effects.perform(remove);
  await effects.perform(remove);
  expect(await keys()).toEqual([`all/${first}`]);
});
