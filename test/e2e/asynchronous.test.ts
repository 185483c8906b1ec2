import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  waitUntilEndpointInService,
} from "@aws-sdk/client-sagemaker";
import { sendMessages } from "@driftwheel/aws/queues/send-messages.ts";
import { rowOf } from "@driftwheel/example-frost/image/features.ts";
import { images } from "@driftwheel/example-frost/image.ts";
import { seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed } from "@driftwheel/example-frost/world/seed.ts";
import { askAsynchronously } from "@driftwheel/example-shared/world/ask-asynchronously.ts";
import { connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { endpoint, topics } from "./asynchronous/fleet.ts";
import { root } from "./local-server.ts";

/*
 * A model on an endpoint that queues requests, of which SageMaker captures nothing: callers do nothing but ask, the topics
 * tell what became of it, drift is found in what was asked, and a retraining asked for.
 */
const region = "us-east-1";
const hour = 3_600_000;
const days = seasons(seededRandom(7));
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
    environment: { DRIFTWHEEL_FLEET: join(import.meta.dirname, "asynchronous/fleet.ts") },
  });
  local.world.buses.observe((_, event) => {
    if (event.source === "driftwheel.monitor") events.push(event as (typeof events)[number]);
  });
  for (const topic of Object.values(topics)) local.world.topics.create(topic.split(":").at(-1) ?? "");
  clients = connect({ url: local.url, region });
  await seed(clients, days.history, () => {});
  await clients.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: endpoint,
      ProductionVariants: [
        {
          ...{ VariantName: "AllTraffic", ModelName: "frost-first" },
          ...{ InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
        },
      ],
      AsyncInferenceConfig: {
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 8 },
        OutputConfig: {
          ...{ S3OutputPath: "s3://frost-weather/answers", S3FailurePath: "s3://frost-weather/failed" },
          NotificationConfig: { SuccessTopic: topics.successTopic, ErrorTopic: topics.errorTopic },
        },
      },
    }),
  );
  await clients.sagemaker.send(
    new CreateEndpointCommand({ EndpointName: endpoint, EndpointConfigName: endpoint }),
  );
  await waitUntilEndpointInService(
    { client: clients.sagemaker, maxWaitTime: longestWait / 1_000, minDelay: 0.2, maxDelay: 1 },
    { EndpointName: endpoint },
  );
});

afterAll(async () => {
  vi.restoreAllMocks();
  disconnect(clients);
  await local.close();
});

const send = (queue: string, body: object) =>
  sendMessages(local.world.queues.urlOf(`driftwheel-${queue}`), [JSON.stringify(body)]);
const settled = () =>
  vi.waitFor(() => expect(local.idle()).toBe(true), { timeout: longestWait, interval: 50 });

const ask = (body: string, inferenceId: string) =>
  askAsynchronously(
    clients,
    { endpoint, bucket: "frost-weather", prefix: "requests" },
    { body, inferenceId },
  );

/** What `driftwheel failed-inputs` answers. */
async function failedInputs(...more: readonly string[]) {
  const options = ["failed-inputs", "frost", "--table", names.ledgerTable, "--json", ...more];
  const { stdout } = await promisify(execFile)(process.execPath, ["packages/cli/src/main.ts", ...options], {
    cwd: root,
    env: { ...process.env, AWS_REGION: region },
  });
  return JSON.parse(stdout) as { readonly failed: readonly object[]; readonly redriven: readonly string[] };
}

function counted(name: string): number {
  const of = { name, dimensions: { EndpointName: endpoint, VariantName: "AllTraffic" } };
  const samples = local.world.metrics.samples({ namespace: "Driftwheel", ...of }, 0, Date.now() + hour, null);
  return samples.reduce((sum, { value, count }) => sum + (value ?? 0) * count, 0);
}

it("drift is found in what was asked of it, and answers and errors are counted once", async () => {
  const newYork = days.newYork();
  for (let asked = 0; asked < 170; asked += 1) {
    const { value: weather } = newYork.next();
    if (!weather) throw new Error("New York has no more days.");
    await ask(rowOf(weather.day).join(","), `asked-${asked}`);
  }
  await ask("no,row", "refused");
  await vi.waitFor(() => expect(counted("InferenceResults")).toBe(171), {
    timeout: longestWait,
    interval: 50,
  });
  await settled();
  // The same once more, as SNS may deliver it.
  for (const { topicArn, body } of [...local.alerts()]) {
    if (topicArn === topics.successTopic) local.world.publish(topicArn, body);
  }
  await settled();
  expect([counted("InferenceResults"), counted("InferenceErrors")]).toEqual([171, 0]);

  const end = Math.ceil(Date.now() / hour) * hour;
  await send("monitor", { model: "frost", at: new Date(end + 300_000).toISOString() });
  await settled();
  const reports = events.filter((event) => event["detail-type"] === "Drift Report");
  expect(reports.at(-1)?.detail).toMatchObject({
    ...{ endpoint, rows: 170, problem: null },
    windowEnd: new Date(end).toISOString(),
  });
});

it("what failed is listed with its reason, and sent again once, however often that is asked for", async () => {
  expect(await failedInputs()).toMatchObject({
    failed: [
      {
        ...{ model: "frost", endpoint, inferenceId: "refused", redriven: null },
        failure: { fault: "input", reason: expect.stringContaining("Received client error (400)") },
        input: { location: "s3://frost-weather/requests/refused.csv", contentType: "text/csv" },
      },
    ],
    redriven: [],
  });
  const { value: weather } = days.newYork().next();
  const mended = weather ? rowOf(weather.day).join(",") : "";
  await local.world.objects.put("frost-weather", "requests/refused.csv", Buffer.from(mended));
  const { redriven } = await failedInputs("--redrive");
  expect(redriven).toEqual([expect.stringMatching(/^redrive-[0-9a-f]{32}$/)]);
  expect((await failedInputs("--redrive")).redriven).toEqual([]);
  await vi.waitFor(() => expect(counted("InferenceResults")).toBe(172), {
    timeout: longestWait,
    interval: 50,
  });
  expect((await failedInputs()).failed).toMatchObject([{ redriven: { endpoint, inferenceId: redriven[0] } }]);
});
