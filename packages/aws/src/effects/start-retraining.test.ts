import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import {
  CreateModelPackageGroupCommand,
  ListModelPackagesCommand,
  ListTrainingJobsCommand,
} from "@aws-sdk/client-sagemaker";
import type { RegisterPackage, StartRetraining, StopTraining } from "@driftwheel/core/vocabulary/effect.ts";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { RetrainingJob } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3 } from "../clients/s3.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { awsFacts } from "../facts/fact-finder.ts";
import { everyQuestion } from "../testing/every-question.ts";
import { type Operations, pointTo, serveJson, WireError } from "../testing/json-wire.ts";
import { awsEffects } from "./effect-performer.ts";

const clock = { now: () => new Date("2026-05-04T06:00:00.000Z") };
const effects = awsEffects({
  ...{ bus: "driftwheel", table: "ledger", apiUrl: null, linkSecret: null, clock },
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  rolloutFunction: "driftwheel-rollout:$LATEST",
});
const facts = awsFacts({ clock, asks: everyQuestion });
const called: unknown[] = [];
const training = {
  AlgorithmSpecification: {
    TrainingImage: "tides",
    TrainingInputMode: "File",
    MetricDefinitions: [{ Name: "validation:mae", Regex: "mae=([0-9.]+);" }],
  },
  RoleArn: "arn:aws:iam::111122223333:role/tides",
  OutputDataConfig: { S3OutputPath: "s3://tides-models/out" },
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
  StoppingCondition: { MaxRuntimeInSeconds: 60 },
};

let folder: string;
let local: LocalServer;
let states: Operations;
let stepFunctions: Awaited<ReturnType<typeof serveJson>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftwheel-image-"));
  writeFileSync(
    join(folder, "train.mjs"),
    `import { writeFileSync } from "node:fs";
     const depth = Number(JSON.parse(process.env.SM_HPS).depth);
     if (depth === 0) {
       writeFileSync(process.env.SM_OUTPUT_DIR + "/failure", "no depth");
       process.exit(1);
     }
     if (depth === 9) await new Promise((resolve) => setTimeout(resolve, 60_000));
     writeFileSync(process.env.SM_MODEL_DIR + "/model.txt", String(depth));
     console.log("mae=" + 1 / depth + ";");`,
  );
  local = await startLocal({
    images: { tides: { directory: folder, train: ["node", "train.mjs"] } },
    functions: {
      names: ["tides-train"],
      durable: new Set(),
      ...{ routes: [], schedules: [] },
      load: async () => async (input: unknown) => void called.push(input),
    },
  });
  stepFunctions = await serveJson(new Proxy({}, { get: (_, name) => states[String(name)] }));
  pointTo(local.url);
  await s3().send(new CreateBucketCommand({ Bucket: "tides-models" }));
  await sageMaker().send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "tides" }));
  process.env.AWS_ENDPOINT_URL_SFN = stepFunctions.url;
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_SFN;
  await stepFunctions.close();
  await local.close();
  rmSync(folder, { recursive: true });
});

const start = (job: RetrainingJob): StartRetraining => ({
  kind: "start-retraining",
  ...{ model: "tides", sequence: 8, token: "driftwheel-tides-00000008-20260504060000000-start-retraining" },
  job,
});
const stopOf = (kind: StopTraining["job"]["kind"], name: string): StopTraining => ({
  kind: "stop-training",
  ...{ model: "tides", sequence: 9, token: "stop" },
  job: { kind, name },
});
const found = (
  kind: Extract<Question, { ask: "retrainingJob" }>["kind"],
  name: string,
  execution: string | null = null,
) => facts.answer({ ask: "retrainingJob", kind, name, execution });
const ended = (kind: "training-job" | "tuning-job", name: string) =>
  expect.poll(async () => (await found(kind, name)).status).toMatch(/Succeeded|Failed/);

describe("a training job", () => {
  const name = "driftwheel-tides-8-one";
  const job = {
    kind: "training-job",
    name,
    request: { ...training, HyperParameters: { depth: "4" } },
  } as const;

  it("is started once under its name, tagged with its model, and found with its model data and metrics", async () => {
    const first = await effects.perform(start(job));
    expect(first.execution).toMatch(/:training-job\/driftwheel-tides-8-one$/);
    expect(await effects.perform(start(job))).toEqual(first);
    await ended("training-job", name);

    const { TrainingJobSummaries = [] } = await sageMaker().send(new ListTrainingJobsCommand({}));
    expect(TrainingJobSummaries).toHaveLength(1);
    expect(await found("training-job", name)).toEqual({
      status: "Succeeded",
      execution: first.execution,
      failureReason: null,
      seconds: { trained: expect.any(Number), billed: expect.any(Number) },
      model: {
        containers: [
          {
            image: "tides",
            modelDataUrl: `s3://tides-models/out/${name}/output/model.tar.gz`,
            environment: {},
          },
        ],
        metrics: { "validation:mae": 0.25 },
        madeBy: first.execution,
      },
    });
  });

  it("that failed says why, and one that is not there is missing", async () => {
    const failing = "driftwheel-tides-9-two";
    const request = { ...training, HyperParameters: { depth: "0" } };
    await effects.perform(start({ kind: "training-job", name: failing, request }));
    await ended("training-job", failing);
    expect(await found("training-job", failing)).toMatchObject({
      status: "Failed",
      failureReason: expect.stringContaining("no depth"),
    });
    expect((await found("training-job", "driftwheel-tides-9-none")).status).toBe("Missing");
  });

  it("is stopped while it runs, and left as it is once it has ended or where it never was", async () => {
    const running = "driftwheel-tides-14-slow";
    await effects.perform(
      start({
        kind: "training-job",
        name: running,
        request: { ...training, HyperParameters: { depth: "9" } },
      }),
    );
    const stop = (name: string) => effects.perform(stopOf("training-job", name));
    expect(await stop(running)).toEqual({});
    await expect.poll(async () => (await found("training-job", running)).status).toBe("Stopped");
    expect(await stop(running)).toEqual({});
    expect(await stop("driftwheel-tides-14-none")).toEqual({});
  });

  it("that SageMaker refuses is refused with its words", async () => {
    const { RoleArn: _, ...request } = training;
    await expect(
      effects.perform(start({ kind: "training-job", name: "driftwheel-tides-10-three", request })),
    ).rejects.toThrow(/RoleArn/i);
  });
});

it("the best training job of a tuning job is what it trained", async () => {
  const name = "dw-tides-11-four";
  const request = {
    HyperParameterTuningJobConfig: {
      Strategy: "Grid",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "validation:mae" },
      ResourceLimits: { MaxParallelTrainingJobs: 2 },
      ParameterRanges: { CategoricalParameterRanges: [{ Name: "depth", Values: ["2", "5"] }] },
    },
    TrainingJobDefinition: training,
  };
  const first = await effects.perform(start({ kind: "tuning-job", name, request }));
  expect(await effects.perform(start({ kind: "tuning-job", name, request }))).toEqual(first);
  await ended("tuning-job", name);
  expect(await effects.perform(stopOf("tuning-job", name))).toEqual({});
  expect(await effects.perform(stopOf("tuning-job", "dw-tides-11-none"))).toEqual({});
  expect(await effects.perform(stopOf("automl-job", "dw-tides-11-none"))).toEqual({});
  expect(await found("tuning-job", name)).toMatchObject({
    status: "Succeeded",
    execution: first.execution,
    model: {
      metrics: { "validation:mae": 0.2 },
      madeBy: expect.stringContaining(":training-job/dw-tides-11"),
    },
  });
});

it("a start asks again where the name is taken, and the job's description fails for another reason than that it is missing", async () => {
  const name = "driftwheel-tides-15-seven";
  const TrainingJobArn = `arn:aws:sagemaker:eu-north-1:111122223333:training-job/${name}`;
  let describe: Operations[string] = () => {
    throw new WireError("AccessDeniedException", "not allowed to describe it");
  };
  const busy = await serveJson({
    CreateTrainingJob: () => {
      throw new WireError("ResourceInUse", "The name is taken.");
    },
    DescribeTrainingJob: (input) => describe(input),
  });
  pointTo(busy.url);
  try {
    const effect = start({ kind: "training-job", name, request: training });
    await expect(effects.perform(effect)).rejects.toThrow("not allowed to describe it");
    describe = () => ({ TrainingJobArn });
    expect(await effects.perform(effect)).toEqual({ execution: TrainingJobArn });
    describe = () => {
      throw new WireError("ValidationException", "Requested resource not found.");
    };
    // Nothing has the name: it is another refusal that is called the same.
    await expect(effects.perform(effect)).rejects.toThrow("ResourceInUse: The name is taken.");
  } finally {
    pointTo(local.url);
    await busy.close();
  }
});

describe("a state machine", () => {
  const stateMachine = "arn:aws:states:eu-north-1:111122223333:stateMachine:tides-train";
  const execution = `${stateMachine.replace("stateMachine", "execution")}:driftwheel-tides-12-five`;
  const input = { retraining: "driftwheel-tides-12-five", model: "tides" };
  const job = { kind: "state-machine", name: "driftwheel-tides-12-five", stateMachine, input } as const;

  it("is started under its name, and one that ran already is the same", async () => {
    const asked: unknown[] = [];
    states = {
      StartExecution: (request) => {
        if (asked.push(request) > 1) throw new WireError("ExecutionAlreadyExists", "It exists.");
        return { executionArn: execution, startDate: 1_780_000_000 };
      },
    };
    expect(await effects.perform(start(job))).toEqual({ execution });
    expect(await effects.perform(start(job))).toEqual({ execution });
    expect(asked[0]).toEqual({ stateMachineArn: stateMachine, name: job.name, input: JSON.stringify(input) });
  });

  it.each([
    ["RUNNING", {}, "Executing", null],
    ["SUCCEEDED", {}, "Succeeded", null],
    ["FAILED", { error: "NoRows", cause: "0 rows" }, "Failed", "NoRows: 0 rows"],
    ["TIMED_OUT", {}, "Failed", "it ran out of its time"],
    ["ABORTED", {}, "Stopped", null],
  ] as const)("that is %s is told so", async (status, more, known, failureReason) => {
    states = { DescribeExecution: () => ({ executionArn: execution, status, ...more }) };
    expect(await found("state-machine", job.name, execution)).toEqual({
      ...{ status: known, execution, failureReason, model: null },
    });
  });
});

it("a function is called with its input and a token, and not waited for", async () => {
  const input = { retraining: "driftwheel-tides-13-six", model: "tides" };
  const job = {
    kind: "function",
    name: "driftwheel-tides-13-six",
    function: "driftwheel-tides-train",
    input,
  } as const;
  expect(await effects.perform(start(job))).toEqual({ execution: job.name });
  await expect.poll(() => called).toEqual([{ ...input, token: start(job).token }]);
});

it("a version is registered once, with its metrics where the gate reads them", async () => {
  const name = "driftwheel-tides-8-one";
  const uri = `s3://tides-models/out/${name}/driftwheel/evaluation.json`;
  const effect: RegisterPackage = {
    kind: "register-package",
    ...{ model: "tides", sequence: 9, token: "driftwheel-tides-00000009-20260504060000000-register-package" },
    plan: {
      group: "tides",
      containers: [
        {
          image: "tides",
          modelDataUrl: `s3://tides-models/out/${name}/output/model.tar.gz`,
          environment: { MODE: "fast" },
        },
      ],
      contentTypes: ["text/csv"],
      responseTypes: ["application/json"],
      evaluation: { uri, json: { metrics: { "validation:mae": { value: 0.25 } } } },
      description: "Trained by one.",
      metadata: { "driftwheel-retraining": name },
    },
  };
  const first = await effects.perform(effect);
  expect(await effects.perform(effect)).toEqual(first);

  const listed = await sageMaker().send(new ListModelPackagesCommand({ ModelPackageGroupName: "tides" }));
  expect(listed.ModelPackageSummaryList).toHaveLength(1);
  const arn = String(first.package);
  expect(await facts.answer({ ask: "candidate", arn, champion: null })).toMatchObject({
    version: 1,
    approval: "PendingManualApproval",
    evaluationUri: uri,
    evaluation: { ok: true, json: { metrics: { "validation:mae": { value: 0.25 } } } },
  });
});
