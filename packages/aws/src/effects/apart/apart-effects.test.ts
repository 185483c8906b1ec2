import { writtenRoute } from "@driftwheel/core/routing/route.ts";
import type { CreateEndpoint, DeleteEndpoint, Effect, SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import { EndpointDiffers, Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Route } from "@driftwheel/core/vocabulary/trial/route.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { awsFacts } from "../../facts/fact-finder.ts";
import { pointTo, serveJson } from "../../testing/json-wire.ts";
import { TwoEndpointsFake } from "../../testing/two-endpoints-fake.ts";
import { awsEffects } from "../effect-performer.ts";

const clock = { now: () => new Date("2026-05-04T06:00:00.000Z") };
const effects = awsEffects({
  bus: "wheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  ...{ table: "ledger", apiUrl: null, linkSecret: null, clock, rolloutFunction: "rollout:1" },
});
const packageArn = (version: number) =>
  `arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/${version}`;
const named = (effect: string) => ({
  model: "tides",
  sequence: 7,
  token: `driftwheel-tides-00000007-20260504060000000-${effect}`,
});
const second = "driftwheel-tides-v2-1";
const apart = { endpoint: second, parameter: "/tides/route", keptFor: 60_000 };
const on = {
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
};
const create: CreateEndpoint = {
  kind: "create-endpoint",
  ...named("create-endpoint"),
  ...on,
  apart,
  fromConfig: "first",
  config: `${second}-trial`,
  challengerModel: `${second}-model`,
  challengerPackage: packageArn(2),
  championVariant: "AllTraffic",
  challengerVariant: "version-2",
};
const alone: Route = { model: "tides", champion: { endpoint: "tides-prod", weight: 100 } };
const shared: Route = {
  model: "tides",
  champion: { endpoint: "tides-prod", weight: 80 },
  challenger: { endpoint: second, weight: 20 },
  rollout: "tides-v2-1",
};
const set: SetRoute = {
  kind: "set-route",
  ...named("set-route"),
  ...on,
  apart,
  route: shared,
  expectedRoutes: [null, alone],
};
const remove: DeleteEndpoint = {
  kind: "delete-endpoint",
  ...named("delete-endpoint"),
  apart,
  config: `${second}-trial`,
  challengerPackage: "",
};

let aws: TwoEndpointsFake;
let server: Awaited<ReturnType<typeof serveJson>>;

function begin(): TwoEndpointsFake {
  const fake = new TwoEndpointsFake();
  fake.configs.set("first", {
    EndpointConfigName: "first",
    ProductionVariants: [
      {
        VariantName: "AllTraffic",
        ModelName: "first-model",
        ...{
          InitialVariantWeight: 1,
          ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 2 },
        },
      },
    ],
  });
  fake.models.set("first-model", { ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving" });
  fake.endpoints.set("tides-prod", { config: "first", status: "InService", tags: [] });
  return fake;
}

beforeEach(async () => {
  aws = begin();
  // The fake of the moment: a test may begin anew.
  const operations = Object.fromEntries(
    Object.keys(aws.operations).map((name) => [
      name,
      (input: Readonly<Record<string, unknown>>) => aws.operations[name]?.(input),
    ]),
  );
  server = await serveJson(operations);
  pointTo(server.url);
});
afterEach(() => server.close());

const perform = (effect: Effect) => effects.perform(effect);
const failureOf = (effect: Effect) =>
  perform(effect).then(
    () => null,
    (error: unknown) => error,
  );
/** The model's endpoint queues requests, and so does the challenger's. */
async function createQueue(asynchronous: object = {}): Promise<void> {
  const first = aws.configs.get("first");
  if (first) aws.configs.set("first", { ...first, AsyncInferenceConfig: asynchronous });
  await perform(create);
}
const left = () => ({
  endpoints: [...aws.endpoints].map(([name, { config }]) => `${name} ${config}`),
  configs: [...aws.configs.keys()],
  models: [...aws.models.keys()],
  route: aws.parameters.get("/tides/route")?.value ?? null,
});

describe("a challenger's own endpoint", () => {
  it("is like the model's, with its memory, concurrency and provisioned concurrency, and its model's tag", async () => {
    await perform(create);
    expect(aws.configs.get(create.config)?.ProductionVariants).toEqual([
      {
        VariantName: "version-2",
        ModelName: create.challengerModel,
        InitialVariantWeight: 1,
        ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 2 },
      },
    ]);
    expect(aws.models.get(create.challengerModel)).toMatchObject({
      Containers: [{ ModelPackageName: packageArn(2) }],
      ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving",
    });
    expect(aws.endpoints.get(second)).toMatchObject({
      config: create.config,
      tags: [{ Key: "driftwheel:model", Value: "tides" }],
    });
  });

  it("is not created beside an endpoint that is not as it should be", async () => {
    aws.endpoints.set("tides-prod", { config: "by-hand", status: "InService", tags: [] });
    expect(await failureOf(create)).toBeInstanceOf(EndpointDiffers);
    expect(aws.changes).toEqual([]);
  });

  it("is refused when another endpoint has its name", async () => {
    aws.endpoints.set(second, { config: "someones", status: "InService", tags: [] });
    const error = await failureOf(create);
    expect(error).toBeInstanceOf(Refused);
    expect(String(error)).toContain("exists with config someones; asked for was driftwheel-tides-v2-1-trial");
  });

  it("is deleted with its config, and its model stays", async () => {
    await perform(create);
    await perform(remove);
    expect(left()).toMatchObject({
      endpoints: ["tides-prod first"],
      configs: ["first"],
      models: ["first-model", create.challengerModel],
    });
  });

  it.each([
    [
      "callers are led to it",
      () => aws.parameters.set("/tides/route", { value: writtenRoute(shared), version: 1 }),
      /leads to/,
    ],
    [
      "someone gave it another config",
      () => aws.endpoints.set(second, { config: "by-hand", status: "InService", tags: [] }),
      /config by-hand of someone else/,
    ],
  ])("is not deleted while %s", async (_, happens, words) => {
    await perform(create);
    happens();
    const error = await failureOf(remove);
    expect(error).toBeInstanceOf(Refused);
    expect(String(error)).toMatch(words);
    expect(aws.endpoints.has(second)).toBe(true);
  });

  it("is deleted once callers know that the route leads there no more, whoever wrote that", async () => {
    await perform(create);
    aws.parameters.set("/tides/route", { value: writtenRoute(alone), version: 2 });
    const now = clock.now().getTime() / 1_000;
    aws.routeWrittenAt = now - 59;
    expect(await failureOf(remove)).toBeInstanceOf(TransientError);
    expect(aws.endpoints.has(second)).toBe(true);
    aws.routeWrittenAt = now - 60;
    await perform(remove);
    expect(aws.endpoints.has(second)).toBe(false);
  });

  it("that queues requests is made with the topics and places of the model's, and deleted when none waits on it", async () => {
    const asynchronous = {
      ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
      OutputConfig: {
        ...{ S3OutputPath: "s3://tides/out", S3FailurePath: "s3://tides/failed", KmsKeyId: "key" },
        NotificationConfig: { SuccessTopic: "arn:answers", ErrorTopic: "arn:errors" },
      },
    };
    await createQueue(asynchronous);
    expect(aws.configs.get(create.config)?.AsyncInferenceConfig).toEqual(asynchronous);

    const now = clock.now().getTime() / 1_000;
    aws.parameters.set("/tides/route", { value: writtenRoute(alone), version: 2 });
    const written = (secondsAgo: number) => {
      aws.routeWrittenAt = now - secondsAgo;
    };
    written(600);
    expect(String(await failureOf(remove))).toContain(`nobody has measured the queue of ${second} since`);
    aws.waiting = 3;
    const waits = await failureOf(remove);
    expect(waits).toBeInstanceOf(TransientError);
    expect(String(waits)).toContain(`3 requests wait on ${second}, and would be lost with it`);
    // What was measured before callers knew the route says nothing of what they asked since.
    aws.waiting = 0;
    written(90);
    expect(await failureOf(remove)).toBeInstanceOf(TransientError);
    expect(aws.endpoints.has(second)).toBe(true);
    written(600);
    await perform(remove);
    expect(aws.endpoints.has(second)).toBe(false);
  });

  it("that queues requests is deleted at once where it never came into service", async () => {
    await createQueue();
    aws.endpoints.set(second, { config: create.config, status: "Failed", tags: [] });
    aws.parameters.set("/tides/route", { value: writtenRoute(alone), version: 2 });
    aws.routeWrittenAt = clock.now().getTime() / 1_000 - 600;
    await perform(remove);
    expect(aws.endpoints.has(second)).toBe(false);
  });

  it("that queues requests is kept while some wait, although somebody has deleted the route's parameter", async () => {
    await createQueue();
    aws.waiting = 3;
    expect(String(await failureOf(remove))).toContain(`3 requests wait on ${second}`);
    expect(aws.endpoints.has(second)).toBe(true);
    // No route was ever written, so it was never asked, and nobody measured its queue.
    aws.waiting = null;
    await perform(remove);
    expect(aws.endpoints.has(second)).toBe(false);
  });

  it("that queues requests is deleted after the longest that one can wait, whatever is measured", async () => {
    await createQueue();
    aws.parameters.set("/tides/route", { value: writtenRoute(alone), version: 2 });
    aws.waiting = 3;
    aws.routeWrittenAt = clock.now().getTime() / 1_000 - 7 * 3_600 - 61;
    await perform(remove);
    expect(aws.endpoints.has(second)).toBe(false);
  });

  it("is deleted once it can be: SageMaker creates it still", async () => {
    await perform(create);
    aws.endpoints.set(second, { config: create.config, status: "Creating", tags: [] });
    expect(await failureOf(remove)).toBeInstanceOf(TransientError);
    expect(aws.endpoints.has(second)).toBe(true);
  });
});

describe("a route", () => {
  it("is created where there is none, and written over what it may be", async () => {
    await perform(set);
    expect(aws.parameters.get("/tides/route")).toEqual({ value: writtenRoute(shared), version: 1 });
    await perform({ ...set, route: alone, expectedRoutes: [shared] });
    expect(aws.parameters.get("/tides/route")).toEqual({ value: writtenRoute(alone), version: 2 });
  });

  it("is not written again when it is there", async () => {
    await perform(set);
    await perform(set);
    expect(aws.changes).toEqual(["PutParameter"]);
  });

  it("that someone else wrote between the reading and the writing is put back, and shown", async () => {
    await perform(set);
    aws.overtakenBy = writtenRoute({ ...alone, model: "reef" });
    const error = await failureOf({ ...set, route: alone, expectedRoutes: [shared] });
    expect(error).toBeInstanceOf(EndpointDiffers);
    expect(error).toMatchObject({
      found: { beside: { route: { value: writtenRoute({ ...alone, model: "reef" }) } } },
    });
    expect(aws.parameters.get("/tides/route")).toMatchObject({ version: 4 });
  });

  it("that someone else wrote in between is put back also where an answer was lost and it was written twice", async () => {
    await perform(set);
    aws.overtakenBy = writtenRoute({ ...alone, model: "reef" });
    aws.losesAnswers = true;
    const error = await failureOf({ ...set, route: alone, expectedRoutes: [shared] });
    expect(error).toMatchObject({
      found: { beside: { route: { value: writtenRoute({ ...alone, model: "reef" }) } } },
    });
  });

  it("that was written twice stands where nobody wrote in between", async () => {
    await perform(set);
    aws.losesAnswers = true;
    await perform({ ...set, route: alone, expectedRoutes: [shared] });
    expect(aws.parameters.get("/tides/route")).toEqual({ value: writtenRoute(alone), version: 3 });
  });

  it.each([alone, shared])(
    "that another of ours wrote in between stands as it was asked for",
    async (route) => {
      await perform(set);
      aws.overtakenBy = writtenRoute(route);
      await perform({ ...set, route: alone, expectedRoutes: [shared] });
      expect(aws.parameters.get("/tides/route")).toEqual({ value: writtenRoute(alone), version: 3 });
    },
  );

  it.each(["frost-prod", writtenRoute({ ...alone, model: "reef" })])(
    "that someone else wrote is left alone, and shown: %s",
    async (value) => {
      aws.parameters.set("/tides/route", { value, version: 4 });
      const error = await failureOf(set);
      expect(error).toBeInstanceOf(EndpointDiffers);
      expect(error).toMatchObject({
        found: { exists: true, config: "first", beside: { endpoint: { exists: false }, route: { value } } },
      });
      expect(aws.changes).toEqual([]);
    },
  );
});

describe("an act that dies at any change", () => {
  const acts = [
    ["create-endpoint", create, 3],
    ["set-route", set, 1],
    ["delete-endpoint", remove, 2],
  ] as const;
  const deaths = acts.flatMap(([name, effect, changes]) =>
    Array.from({ length: changes }, (_, at) =>
      [false, true].map((after) => ({ name, effect, at, after })),
    ).flat(),
  );

  it.each(deaths)(
    "$name, change $at, after it: $after, is done all the same when it is tried again",
    async ({ effect, at, after }) => {
      if (effect.kind === "delete-endpoint") await perform(create);
      const before = aws.changes.length;
      aws.dies = { at: before + at, after };
      // The SDK itself tries again; what it does not see is a process that ended.
      await failureOf(effect);
      aws.dies = null;
      await perform(effect);
      const afterwards = left();
      aws = begin();
      if (effect.kind === "delete-endpoint") await perform(create);
      await perform(effect);
      expect(afterwards).toEqual(left());
    },
  );
});

it("a reading of a trial has the challenger's endpoint and the route, with what there is none of", async () => {
  const read = () =>
    awsFacts({ clock, asks: new Set(["endpoint"]) }).answer({
      ask: "endpoint",
      name: "tides-prod",
      beside: { endpoint: second, parameter: "/tides/route" },
    });
  expect(await read()).toMatchObject({
    config: "first",
    traits: { serverless: true },
    beside: { endpoint: { exists: false }, route: { value: null, since: null } },
  });
  await perform(create);
  await perform(set);
  expect((await read()).beside).toMatchObject({
    endpoint: { exists: true, status: "InService", config: create.config },
    route: { value: writtenRoute(shared), since: "2026-05-28T20:26:40.000Z" },
  });
});
