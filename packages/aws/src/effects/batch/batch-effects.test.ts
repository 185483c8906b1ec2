import type {
  CreateTransformJob,
  Effect,
  SetModelRoute,
  StopTransformJob,
} from "@driftwheel/core/vocabulary/effect.ts";
import { EndpointDiffers, Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson, WireError } from "../../testing/json-wire.ts";
import { awsEffects } from "../effect-performer.ts";

const clock = { now: () => new Date("2026-05-04T06:00:00.000Z") };
const effects = awsEffects({
  bus: "wheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  ...{ table: "ledger", apiUrl: null, linkSecret: null, clock, rolloutFunction: "rollout:1" },
});
const packageArn = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/2";
const named = (effect: string) => ({
  ...{ model: "tides", sequence: 7, token: `driftwheel-tides-00000007-20260504060000000-${effect}` },
});
const its = "driftwheel-tides-v2-1-model";
const create: CreateTransformJob = {
  ...{ kind: "create-transform-job", ...named("create-transform-job") },
  ...{ job: "driftwheel-tides-v2-1-run-1", of: "tides-nightly-1", output: "s3://tides/trials/run-1/" },
  ...{ uses: its, package: packageArn, championModel: "first-model" },
};
const stop: StopTransformJob = {
  ...{ kind: "stop-transform-job", ...named("stop-transform-job"), job: create.job },
};
const set: SetModelRoute = {
  ...{ kind: "set-model-route", ...named("set-model-route"), endpoint: "tides-nightly" },
  expected: { configs: ["first-model", its], weights: [{ batch: 1 }] },
  ...{ parameter: "/tides/route", uses: its, anew: { package: packageArn, championModel: "first-model" } },
};

type Fields = Readonly<Record<string, unknown>>;
let models: Map<string, Fields>;
let jobs: Map<string, Fields>;
let route: string | null;
let changes: string[];
/** What was written into the route, in order, and what someone else writes there just before it is written over next. */
let versions: string[];
let overtakenBy: string | null;
let server: Awaited<ReturnType<typeof serveJson>>;

const found = (map: ReadonlyMap<string, Fields>, name: unknown): Fields => {
  const one = map.get(String(name));
  if (!one) throw new WireError("ValidationException", `Could not find "${String(name)}".`);
  return one;
};
const routeTo = (model: string) => JSON.stringify({ model: "tides", champion: { model } });

beforeEach(async () => {
  models = new Map([["first-model", { ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving" }]]);
  jobs = new Map([
    [
      create.of,
      {
        ...{ TransformJobName: create.of, ModelName: "first-model", BatchStrategy: "SingleRecord" },
        ...{ MaxPayloadInMB: 2, MaxConcurrentTransforms: 4, Environment: { UNIT: "cm" } },
        TransformInput: {
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://tides/in/" } },
          ...{ ContentType: "text/csv", SplitType: "Line" },
        },
        TransformOutput: { S3OutputPath: "s3://tides/answers/1", AssembleWith: "Line", KmsKeyId: "alias/t" },
        TransformResources: { InstanceType: "ml.c5.xlarge", InstanceCount: 2 },
        DataCaptureConfig: { DestinationS3Uri: "s3://tides/captured", GenerateInferenceId: true },
      },
    ],
  ]);
  route = routeTo("first-model");
  versions = [];
  overtakenBy = null;
  changes = [];
  server = await serveJson({
    DescribeModel: ({ ModelName }) => found(models, ModelName),
    CreateModel(request) {
      if (models.has(String(request.ModelName)))
        throw new WireError("ValidationException", "Cannot create already existing model.");
      models.set(String(request.ModelName), request);
      changes.push("CreateModel");
      return {};
    },
    DescribeTransformJob: ({ TransformJobName }) => found(jobs, TransformJobName),
    CreateTransformJob(request) {
      if (jobs.has(String(request.TransformJobName)))
        throw new WireError("ResourceInUse", "Job name must be unique within an AWS account and region.");
      jobs.set(String(request.TransformJobName), request);
      changes.push("CreateTransformJob");
      return {};
    },
    StopTransformJob({ TransformJobName }) {
      if (found(jobs, TransformJobName).ended)
        throw new WireError(
          "ValidationException",
          "The request was rejected because the job is in status Completed.",
        );
      changes.push("StopTransformJob");
      return {};
    },
    GetParameter({ Name }) {
      if (route === null) throw new WireError("ParameterNotFound", "");
      const version = Number(String(Name).split(":")[1] ?? versions.length);
      return { Parameter: { Value: version ? versions[version - 1] : route, Version: version } };
    },
    PutParameter({ Value }) {
      if (overtakenBy !== null) versions.push(overtakenBy);
      overtakenBy = null;
      route = String(Value);
      versions.push(route);
      changes.push("PutParameter");
      return { Version: versions.length };
    },
  });
  pointTo(server.url);
});
afterEach(() => server.close());

const failureOf = (effect: Effect) =>
  effects.perform(effect).then(
    () => null,
    (error: unknown) => error,
  );

describe("a challenger's transform job", () => {
  it("transforms the same objects, in the same pieces, on the same instances, and captures nothing", async () => {
    await effects.perform(create);
    const { TransformJobName: _, DataCaptureConfig: captures, ...followed } = jobs.get(create.of) ?? {};
    expect(captures).toBeDefined();
    expect(jobs.get(create.job)).toEqual({
      ...followed,
      ...{ TransformJobName: create.job, ModelName: its },
      TransformOutput: { S3OutputPath: create.output, AssembleWith: "Line", KmsKeyId: "alias/t" },
    });
    expect(models.get(its)).toMatchObject({
      Containers: [{ ModelPackageName: packageArn }],
      ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving",
    });
  });

  it("is one, however often it is asked for", async () => {
    await effects.perform(create);
    await effects.perform(create);
    expect(changes).toEqual(["CreateModel", "CreateTransformJob"]);
  });

  it("is refused where the other job used another model, or the name is another's", async () => {
    jobs.set(create.of, { ...jobs.get(create.of), ModelName: "hand-model" });
    expect(await failureOf(create)).toEqual(
      expect.objectContaining({
        name: Refused.name,
        message: expect.stringContaining("used model hand-model, and the champion's is first-model"),
      }),
    );
    jobs.set(create.of, { ...jobs.get(create.of), ModelName: "first-model" });
    jobs.set(create.job, { ModelName: "hand-model" });
    expect(await failureOf(create)).toBeInstanceOf(Refused);
    expect(changes).toEqual(["CreateModel"]);
  });

  it("is stopped, and left as it is once it has ended, or where it never was", async () => {
    await effects.perform(stop);
    jobs.set(create.job, {});
    await effects.perform(stop);
    expect(changes).toEqual(["StopTransformJob"]);
    jobs.set(create.job, { ended: true });
    await effects.perform(stop);
    expect(changes).toEqual(["StopTransformJob"]);
  });
});

describe("the route of transform jobs", () => {
  it("names the challenger's model, which is made where it is not there, once", async () => {
    expect(await effects.perform(set)).toEqual({ version: "1" });
    expect(route).toBe(routeTo(its));
    await effects.perform(set);
    expect(changes).toEqual(["CreateModel", "PutParameter"]);
  });

  it("that someone else wrote between the reading and the writing is put back, and shown", async () => {
    overtakenBy = routeTo("hand-model");
    models.set("hand-model", {});
    expect(await failureOf(set)).toMatchObject({
      name: EndpointDiffers.name,
      found: { config: "hand-model" },
    });
    expect(route).toBe(routeTo("hand-model"));
  });

  it("goes back to the champion's model, for which nothing is made", async () => {
    models.set(its, {});
    route = routeTo(its);
    await effects.perform({ ...set, uses: "first-model", anew: null });
    expect(route).toBe(routeTo("first-model"));
    expect(changes).toEqual(["PutParameter"]);
  });

  it("does not go back to a model that is gone, which no job could use", async () => {
    models.set(its, {});
    models.delete("first-model");
    route = routeTo(its);
    expect(await failureOf({ ...set, uses: "first-model", anew: null })).toMatchObject({
      message: expect.stringContaining("model first-model does not exist any more"),
    });
    expect(changes).toEqual([]);
  });

  it.each([
    ["names a model of somebody else's", () => routeTo("hand-model"), /names model hand-model/],
    ["cannot be read", () => "first-model", /is no JSON/],
    ["is not there", () => null, /does not exist/],
  ])("is left alone where it %s", async (_, value, message) => {
    models.set("hand-model", {});
    route = value();
    const failure = await failureOf(set);
    expect(failure).toBeInstanceOf(EndpointDiffers);
    expect((failure as EndpointDiffers).message).toMatch(message);
    expect(changes).toEqual([]);
  });
});
