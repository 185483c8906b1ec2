import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { sendMessages } from "@driftwheel/aws/queues/send-messages.ts";
import { listObjects, readObject } from "@driftwheel/aws/s3/objects.ts";
import { readCapture } from "@driftwheel/core/monitor/captures/captures.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { images } from "@driftwheel/example-frost/image.ts";
import { seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed } from "@driftwheel/example-frost/world/seed.ts";
import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { blocksOfGuide } from "../../guides/blocks.ts";
import { longestWait } from "../../runner/longest-wait.ts";
import { missing } from "../../runner/skipped.ts";
import { root } from "../local-server.ts";
import fleet, { endpoint } from "./prediction-log/fleet.ts";

/*
 * A model on an endpoint without a server, of which SageMaker captures nothing: callers say what was predicted by the
 * client of the guide, drift is found in it and a retraining asked for, and labels are joined with its answers.
 */
const region = "us-east-1";
const hour = 3_600_000;
/** The last three whole hours, as long as the test runs. */
const end = Math.floor((Date.now() - 300_000) / hour) * hour;
const days = seasons(seededRandom(7));
/** Outside of what git sees, and inside of where the repository's packages resolve. */
const workshop = join(root, ".driftwheel/prediction-log");
let local: LocalServer;
let clients: ReturnType<typeof connect>;
const events: { readonly "detail-type": string; readonly detail: object }[] = [];

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  local = await startLocal({
    images,
    region,
    seed: 7,
    functions: true,
    schedules: { monitor: 0, quality: 0, sweep: 0 },
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "prediction-log/fleet.ts") },
  });
  local.world.buses.observe((_, event) => {
    if (event.source === "driftwheel.monitor") events.push(event as (typeof events)[number]);
  });
  clients = connect({ url: local.url, region });
  await seed(clients, days.history, () => {});
  await clients.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: endpoint,
      ProductionVariants: [
        {
          VariantName: "AllTraffic",
          ModelName: "frost-first",
          ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
        },
      ],
    }),
  );
  await clients.sagemaker.send(
    new CreateEndpointCommand({ EndpointName: endpoint, EndpointConfigName: endpoint }),
  );
  await waitUntilEndpointInService(
    { client: clients.sagemaker, maxWaitTime: longestWait / 1_000, minDelay: 0.2, maxDelay: 1 },
    { EndpointName: endpoint },
  );
  mkdirSync(workshop, { recursive: true });
});

afterAll(async () => {
  vi.restoreAllMocks();
  rmSync(workshop, { recursive: true, force: true });
  disconnect(clients);
  await local.close();
});

const send = (queue: string, body: object) =>
  sendMessages(local.world.queues.urlOf(`driftwheel-${queue}`), [JSON.stringify(body)]);
const settled = () =>
  vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait, interval: 50 });
const ledger = (): Promise<readonly Entry[]> =>
  dynamoLedger({ client: clients.dynamodb, table: names.ledgerTable }).read("frost");

/** The guide's own client, pointed at this stage's queue and this endpoint. */
function client(language: "python" | "ts"): string {
  const [block] = blocksOfGuide("drift-without-data-capture", `${language} predict`);
  return (block?.code ?? "")
    .replace("frost-prod", endpoint)
    .replace("driftwheel-production-predictions", "driftwheel-predictions");
}

async function logged() {
  const lines: string[] = [];
  for await (const { key } of listObjects({ bucket: "frost-weather", key: `predictions/${endpoint}/` })) {
    lines.push(...((await readObject({ bucket: "frost-weather", key })) ?? "").trim().split("\n"));
  }
  return lines.map(readCapture);
}

const row = () => {
  const { value } = days.seattle().next();
  return value ? rowOf(value.day).join(",") : "";
};

it("the guide's TypeScript logs what the model was asked and answered, as data capture would write it", async () => {
  const file = join(workshop, "predict.ts");
  writeFileSync(file, client("ts"));
  const { predict } = (await import(pathToFileURL(file).href)) as {
    // The block's own function.
    predict: (rows: string) => Promise<{ readonly inferenceId: string; readonly answer: string }>;
  };
  const rows = row();
  const { inferenceId, answer } = await predict(rows);
  expect(Number(answer)).toBeGreaterThan(-40);
  await settled();
  const found = (await logged()).find((line) => line.ok && line.inferenceId === inferenceId);
  expect(found).toMatchObject({
    ok: true,
    data: rows,
    contentType: "text/csv",
    answer: { data: answer, mode: "OUTPUT" },
  });
});

it.skipIf(missing("boto3", "python3", "-c", "import boto3"))("the guide's Python logs the same", async () => {
  const file = join(workshop, "predict.py");
  const rows = row();
  writeFileSync(file, `${client("python")}\nprint(json.dumps(predict(${JSON.stringify(rows)})))\n`);
  const env = { ...process.env, AWS_DEFAULT_REGION: region };
  const { stdout } = await promisify(execFile)("python3", [file], { env });
  const [inferenceId, answer]: readonly string[] = JSON.parse(stdout);
  await settled();
  const found = (await logged()).find((line) => line.ok && line.inferenceId === inferenceId);
  expect(found).toMatchObject({ ok: true, data: rows, contentType: "text/csv", answer: { data: answer } });
});

/** What `driftwheel check --live` finds by a fleet's file; the command's own form, which the assertions hold. */
async function checked(file: string): Promise<readonly object[]> {
  const options = ["check", "--live", "--json", "--fleet", file];
  // A fleet with an error ends the command with another code than 0, and is told all the same.
  const { stdout } = await promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...options], {
    cwd: root,
    env: { ...process.env, AWS_REGION: region },
  }).catch((error: { readonly stdout: string }) => error);
  return JSON.parse(stdout) as readonly object[];
}

it("check --live finds out how the endpoint answers, and tells the line where the policy does not", async () => {
  const said = await checked("test/e2e/serving/prediction-log/fleet.ts");
  const ok = (subject: string, problem: unknown) =>
    expect.objectContaining({ subject, result: "ok", problem });
  expect(said).toContainEqual(ok("serving", "the endpoint answers so"));
  expect(said).toContainEqual(
    ok("trial", "there is none: what passes the gate is approved, and you deploy it yourself"),
  );
  expect(said).toContainEqual(ok("predictions", expect.stringMatching(/its first \d+ requests are read$/)));

  const unsaid = join(workshop, "unsaid.ts");
  const from = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href);
  writeFileSync(
    unsaid,
    `import { defineFleet } from ${from("packages/core/src/policy/define-fleet.ts")};
       import { frostPolicy } from ${from("examples/frost/policy.ts")};
       export default defineFleet({ models: { frost: { ...frostPolicy, endpoint: "${endpoint}" } } });`,
  );
  expect(await checked(unsaid)).toContainEqual({
    model: "frost",
    subject: "serving",
    result: "error",
    path: "models.frost.serving",
    value: "real time",
    problem: "the endpoint's config is of one that answers without a server of its own (ServerlessConfig)",
    remedy: 'write serving: "serverless", which has a rollout only beside a route',
  });
});

it("drift is found in what callers logged, a retraining asked for, and labels joined", async () => {
  const ask = askByCsv(endpoint, (asked: string) => asked)(clients.runtime);
  const newYork = days.newYork();
  const labels: string[] = [];
  for (const [index, count] of [170, 170, 170].entries()) {
    const begin = end - (3 - index) * hour;
    const predictions: object[] = [];
    for (let asked = 0; asked < count; asked += 1) {
      const { value: weather } = newYork.next();
      if (!weather) throw new Error("New York has no more days.");
      const rows = rowOf(weather.day).join(",");
      const inferenceId = `${index}-${asked}`;
      const { predicted, variant } = await ask(rows, inferenceId);
      predictions.push({
        inferenceId,
        variant,
        time: new Date(begin + asked * 20_000).toISOString(),
        request: { contentType: "text/csv", body: rows },
        answer: { contentType: "text/csv", body: String(predicted) },
      });
      labels.push(
        JSON.stringify({
          groundTruthData: { data: String(weather.tempMin), encoding: "CSV" },
          eventMetadata: { eventId: inferenceId },
          eventVersion: "0",
        }),
      );
    }
    const message = { model: "frost", predictions };
    await send("predictions", message);
    // A lost answer of SQS, and the sender sends again.
    await send("predictions", message);
  }
  await settled();
  await send("monitor", { model: "frost", at: new Date(end).toISOString() });
  await settled();
  const reports = events.filter((event) => event["detail-type"] === "Drift Report");
  expect(reports.map(({ detail }) => detail)).toMatchObject(
    [2, 1, 0].map((before) => ({
      endpoint,
      windowEnd: new Date(end - before * hour).toISOString(),
      rows: 170,
      problem: null,
    })),
  );
  await vi.waitFor(
    async () => {
      const kinds = (await ledger()).map(({ kind }) => kind);
      expect(kinds).toContain("drift-confirmed");
      expect(kinds).toContain("retraining-requested");
    },
    { timeout: longestWait, interval: 100 },
  );

  const folder = hourFolder(new Date(end - hour));
  await local.world.objects.put(
    "frost-weather",
    `ground-truth/${folder}/labels.jsonl`,
    new TextEncoder().encode(labels.join("\n")),
  );
  await send("quality", { model: "frost", at: new Date(end + 600_000).toISOString() });
  await settled();
  expect(events.at(-1)).toMatchObject({
    "detail-type": "Drift Report",
    detail: { endpoint, schedule: "driftwheel-quality", rows: 510, problem: null },
  });
  expect(fleet.models.frost?.rollout.ramp).toEqual([]);
});
