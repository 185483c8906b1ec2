import { join } from "node:path";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { pointTo, serveJson, WireError } from "@driftwheel/aws/testing/json-wire.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { watch } from "@driftwheel/functions/monitor/watch.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { mended, mistakes, policyOf } from "./unwatched/fleet.ts";

/*
 * Every mistake by which a model is not watched, on the small AWS with Driftwheel's own functions: the monitor's windows
 * are driven one by one, what it finds goes over the bus to the decider, and people hear of it at the third.
 */
let local: LocalServer;
let sagemaker: Awaited<ReturnType<typeof serveJson>>;

const hour = 3_600_000;
/** The last whole hours before now, so that the sweep finds none of them long ago. */
const begin = Math.floor(Date.now() / hour) * hour - 4 * hour;
const window = (index: number) => ({
  start: new Date(begin + index * hour),
  end: new Date(begin + (index + 1) * hour),
});
const columns = ["depth", "algae", "wind"];
const random = xoroshiro128plus(5);
const row = () => columns.map(() => (random.next() >>> 0) / 2 ** 32);
const models = Object.keys(mistakes) as (keyof typeof mistakes)[]; // The keys of an object that is written here.

/** What exists in SageMaker; people mend it. */
const missingEndpoints = new Set(["pond-no-endpoint"]);
const missingBaselines = new Set(["pond-no-baseline"]);
const capturing = new Set<string>();
const arn = (kind: string, name: string) => `arn:aws:sagemaker:us-east-1:111122223333:${kind}/${name}`;
const execution = (pipeline: string) => `${arn("pipeline", pipeline)}/execution/abcdefghijkl`;

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  local = await startLocal({
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 2_000 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "unwatched/fleet.ts") },
  });
  pointTo(local.url);
  sagemaker = await serveJson({
    DescribeEndpoint: ({ EndpointName: name }) => {
      if (missingEndpoints.has(String(name))) {
        throw new WireError("ValidationException", `Could not find endpoint "${String(name)}".`);
      }
      return {
        EndpointName: name,
        EndpointArn: arn("endpoint", String(name)),
        EndpointConfigName: name,
        EndpointStatus: "InService",
        ProductionVariants: [{ VariantName: "main", CurrentWeight: 1, DesiredWeight: 1 }],
        ...(capturing.has(String(name))
          ? { DataCaptureConfig: { EnableCapture: true, DestinationS3Uri: "s3://ponds/capture" } }
          : {}),
      };
    },
    DescribeEndpointConfig: ({ EndpointConfigName: name }) => ({
      EndpointConfigName: name,
      ProductionVariants: [{ VariantName: "main", ModelName: name, InitialVariantWeight: 1 }],
    }),
    DescribeModel: ({ ModelName: name }) => ({
      Containers: [{ ModelPackageName: arn("model-package", `${String(name)}/1`) }],
    }),
    DescribeModelPackage: ({ ModelPackageName: name }) => ({
      ModelPackageArn: name,
      ...([...missingBaselines].some((missing) => String(name).includes(`/${missing}/`))
        ? {}
        : {
            ModelMetrics: { ModelDataQuality: { Statistics: { S3Uri: "s3://ponds/statistics.json" } } },
          }),
    }),
    ListModelPackages: () => ({ ModelPackageSummaryList: [] }),
    StartPipelineExecution: ({ PipelineName: name }) => ({
      PipelineExecutionArn: execution(String(name)),
    }),
    DescribePipelineExecution: ({ PipelineExecutionArn: name }) => ({
      PipelineExecutionArn: name,
      PipelineExecutionStatus: "Succeeded",
    }),
  });
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
  await put("statistics.json", JSON.stringify(statisticsOf(Array.from({ length: 2_000 }, row), columns)));
  for (const model of models) {
    for (let index = 0; index < 4; index += 1) {
      const { start } = window(index);
      const lines = Array.from({ length: 200 }, (_, line) => captured(start.getTime() + line * 1_000));
      await put(`capture/pond-${model}/main/${hourFolder(start)}/00-a.jsonl`, lines.join("\n"));
      local.world.metrics.put([
        {
          namespace: "AWS/SageMaker",
          name: "Invocations",
          dimensions: { EndpointName: `pond-${model}`, VariantName: "main" },
          timestamp: new Date(start.getTime() + 60_000),
          value: 200,
        },
      ]);
    }
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await sagemaker.close();
  await local.close();
});

function captured(time: number): string {
  const input = { observedContentType: "text/csv", mode: "INPUT", data: row().join(","), encoding: "CSV" };
  return JSON.stringify({
    captureData: { endpointInput: input },
    eventMetadata: { eventId: String(time), inferenceTime: new Date(time).toISOString() },
    eventVersion: "0",
  });
}

const put = (key: string, text: string) =>
  local.world.objects.put("ponds", key, new TextEncoder().encode(text));

function policy(model: string, drift: Parameters<typeof policyOf>[1]) {
  const { [model]: found } = defineFleet({ models: { [model]: policyOf(model, drift) } }).models;
  if (!found) throw new Error(`There is no ${model}.`);
  return found;
}

const told = (part: string) =>
  local
    .alerts()
    .filter(({ subject }) => subject?.includes(part))
    .map(({ topicArn, subject, body }) => ({ topicArn, subject, body: body.replace(/\s+/g, " ") }));

const eventually = <T>(look: () => T | Promise<T>) =>
  vi.waitFor(look, { timeout: longestWait, interval: 50 });

describe("a model that is not watched is told at its third window, and again when it is mended:", () => {
  it.each([
    [
      "prefix",
      "no captures are found",
      "s3://ponds/captrue/pond-prefix/ holds no captured requests",
      () => {},
    ],
    ["columns", "columns do not fit", "The baseline has wind, which drift.columns does not name", () => {}],
    [
      "misspelt",
      "columns do not fit",
      "drift.columns names depht, algea, which the baseline does not have",
      () => {},
    ],
    ["few-rows", "too few rows", "200 rows in the window; at least 5000 are needed", () => {}],
    [
      "no-endpoint",
      "there is no such endpoint",
      "There is no endpoint pond-no-endpoint",
      () => missingEndpoints.clear(),
    ],
    [
      "no-baseline",
      "no baseline",
      "names no statistics in DriftCheckBaselines.ModelDataQuality or ModelMetrics.ModelDataQuality",
      () => missingBaselines.clear(),
    ],
    [
      "no-capture",
      "nothing is captured",
      "captures no data, and the policy has neither drift.capture nor drift.predictionLog",
      () => capturing.add("pond-no-capture"),
    ],
  ] as const)("%s", async (model, what, why, mend) => {
    const subject = `${model}: drift is not watched: ${what}`;
    for (const index of [0, 1]) await watch(policy(model, mistakes[model]), window(index));
    await eventually(() => expect(local.idle()).toBe(true));
    expect(told(`${model}: `)).toEqual([]);

    await watch(policy(model, mistakes[model]), window(2));
    await eventually(() => expect(told(`${model}: `)).toHaveLength(1));
    const [alert] = told(`${model}: `);
    expect(alert).toMatchObject({ subject, topicArn: expect.stringContaining(names.topicNotify) });
    expect(alert?.body).toContain(why);

    mend();
    const right = model === "no-capture" ? {} : mended;
    expect(await watch(policy(model, right), window(3))).toMatchObject({ result: "assessed" });
    await eventually(() => expect(told(`${model}: `)).toHaveLength(2));
    expect(told(`${model}: `)[1]?.subject).toBe(`Resolved: ${subject}`);
  });
});

it("a pipeline that succeeds and registers nothing is told as a retraining that failed", {
  // The sweep that finds it may be the next minute's.
  timeout: longestWait,
}, async () => {
  const emit = (bus: string, source: string, detailType: string, detail: Readonly<Record<string, unknown>>) =>
    local.world.emit({ bus, source, detailType, resources: [], detail });
  emit(names.bus, "driftwheel.command", "Command Given", {
    model: "unregistered",
    command: { name: "retrain" },
    by: "the test",
    reason: "new sensors",
  });
  const ledger = dynamoLedger({ table: names.ledgerTable });
  await eventually(async () => {
    const kinds = (await ledger.read("unregistered")).map(({ kind }) => kind);
    expect(kinds).toContain("retraining-started");
  });
  emit("default", "aws.sagemaker", "SageMaker Model Building Pipeline Execution Status Change", {
    pipelineArn: arn("pipeline", "pond-unregistered-train"),
    pipelineExecutionArn: execution("pond-unregistered-train"),
    currentPipelineExecutionStatus: "Succeeded",
    previousPipelineExecutionStatus: "Executing",
  });
  const failed = "unregistered: retraining failed";
  await vi.waitFor(() => expect(told(failed)).toHaveLength(1), { timeout: longestWait, interval: 100 });
  expect(told(failed)[0]?.body).toContain("registered no version in pond-unregistered within 1 second");
});
