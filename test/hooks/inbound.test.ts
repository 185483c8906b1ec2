import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { claimLasts } from "@driftwheel/aws/webhooks/hook-deliveries.ts";
import { hookSecrets } from "@driftwheel/functions/hooks/testing/hook-fleet.ts";
import {
  driftReport,
  lake,
  payloadOf,
  plain,
  type Signed,
  workflowRun,
} from "@driftwheel/functions/hooks/testing/signed-requests.ts";
import { handler } from "@driftwheel/functions/hooks.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import type { FunctionSource } from "@driftwheel/local/lambda/function-source.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { sizes } from "@driftwheel/stacks/functions/sizes.ts";
import type { Context, SQSEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

let server: LocalServer;
const events: { readonly "detail-type": string; readonly detail: Record<string, unknown> }[] = [];

/** Catches what hooks put on either bus. */
const catcher: FunctionSource = {
  names: ["catcher"],
  durable: new Set(),
  schedules: [],
  routes: [
    { name: "all", function: "catcher", bus: "default", pattern: { source: [{ prefix: "driftwheel." }] } },
    { name: "own", function: "catcher", bus: "driftwheel", pattern: { source: [{ prefix: "driftwheel." }] } },
  ],
  load: async () => async (event) => {
    // Its queue calls it, as SQS would.
    for (const { body } of (event as SQSEvent).Records) events.push(JSON.parse(body));
    return { batchItemFailures: [] };
  },
};
const client = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

beforeAll(async () => {
  server = await startLocal({
    functions: catcher,
    environment: { DRIFTWHEEL_FLEET: new URL("fleet.ts", import.meta.url).pathname },
  });
  const ssm = new SSMClient({ ...client, endpoint: server.url });
  for (const [Name, secrets] of hookSecrets) {
    await ssm.send(new PutParameterCommand({ Name, Type: "SecureString", Value: secrets.join("\n") }));
  }
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What the handler reads of a context. */
const context = { functionName: "driftwheel-hooks", awsRequestId: "one" } as Context;
const send = (request: Signed) => handler(payloadOf(request), context);

async function records(): Promise<readonly string[]> {
  const dynamo = new DynamoDBClient({ ...client, endpoint: server.url });
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: names.ledgerTable }));
  return Items.map(({ pk, done }) => `${pk?.S} ${done?.BOOL}`).sort();
}

async function counted(MetricName: string): Promise<number> {
  const cloudwatch = new CloudWatchClient({ ...client, endpoint: server.url });
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "Driftwheel",
      MetricName,
      Dimensions: [
        { Name: "EndpointName", Value: "tides-prod" },
        { Name: "VariantName", Value: "v2" },
      ],
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 600_000),
      Period: 3600,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

describe("a webhook, over the wire", () => {
  it("is verified by SSM's secrets, recorded in the ledger's table, and goes to the bus and to CloudWatch", async () => {
    const now = new Date();
    const outcome = { type: "answers.checked", variant: "v2", right: 41, checked: 50 };
    const requests = [
      lake("msg_1", now, { type: "table.updated", model: "tides", table: "gauges" }),
      lake("msg_2", now, outcome),
      workflowRun(31),
      driftReport(310),
      plain({ model: "tides", why: "spring tide" }),
    ];

    for (const request of requests) expect((await send(request)).body).toBe('{"result":"taken"}');
    for (const request of requests) expect((await send(request)).body).toBe('{"result":"repeated"}');

    await expect.poll(() => events.length).toBe(4);
    await expect.poll(() => server.idle()).toBe(true);
    expect(events.map((event) => event["detail-type"]).sort()).toEqual([
      "Command Given",
      "Command Given",
      "Drift Report",
      "New Data",
    ]);
    expect([await counted("OutcomeSuccesses"), await counted("OutcomeTrials")]).toEqual([41, 50]);
    expect(await records()).toEqual([
      "HOOK#github true",
      "HOOK#lake true",
      "HOOK#lake true",
      "HOOK#plain true",
      "HOOK#watcher true",
    ]);
  });

  it("is taken over from no process that may still be at it", () => {
    expect(claimLasts).toBeGreaterThan(sizes.hooks.timeout * 1000);
  });

  it("that is forged leaves nothing", async () => {
    const before = await records();
    const forged = { ...plain({ model: "tides" }), body: '{"model":"tides","why":"forged"}' };

    expect((await send(forged)).statusCode).toBe(401);
    expect((await send({ ...forged, source: "nobody" })).statusCode).toBe(401);

    expect(await records()).toEqual(before);
    expect(events).toHaveLength(4);
  });

  it("that the bus does not take is taken when it is sent again", async () => {
    server.world.faults.add("events", "PutEvents", {
      code: "ValidationException",
      message: "too large",
      status: 400,
    });
    const request = workflowRun(32);
    const before = await records();

    expect((await send(request)).statusCode).toBe(503);
    expect(await records()).toEqual(before);
    expect((await send(request)).body).toBe('{"result":"taken"}');
  });
});
