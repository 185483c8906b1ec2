import { existsSync } from "node:fs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { SQSEvent } from "aws-lambda";
import { expect, it } from "vitest";
import type { Handler } from "./lambda/function-source.ts";
import { startLocal } from "./server.ts";

const client = {
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
};

const functions = (load: (name: string) => Handler) => ({
  names: ["drift"],
  durable: new Set<string>(),
  routes: [
    {
      name: "violations-file",
      function: "drift",
      bus: "default",
      pattern: { source: ["aws.s3"], detail: { object: { key: [{ suffix: "violations.json" }] } } },
    },
  ],
  schedules: [],
  load: async (name: string) => load(name),
});

it("brings what is written to S3 to the function that waits for it, and a poison message to the dead letters", async () => {
  const handled: string[] = [];
  const server = await startLocal({
    delivery: { maximumDelay: 10, repeatRate: 0 },
    queues: { retryDelay: 10, maxReceiveCount: 2, batchSize: 1 },
    functions: functions(() => async (event) => {
      const [record] = (event as SQSEvent).Records; // the route leads to a queue
      const { key } = JSON.parse(record?.body ?? "{}").detail.object;
      if (key.startsWith("empty/")) throw new Error("the file is empty");
      handled.push(key);
    }),
  });

  await server.world.objects.put("reports", "empty/violations.json", new Uint8Array());
  await server.world.objects.put("reports", "full/violations.json", Buffer.from("{}"));
  await server.world.objects.put("reports", "full/statistics.json", Buffer.from("{}"));
  await expect.poll(() => server.deadLetters().length).toBe(1);
  await expect.poll(() => server.idle()).toBe(true);
  await server.close();

  expect(handled).toEqual(["full/violations.json"]);
  expect(server.deadLetters()[0]).toMatchObject({ receiveCount: 2, error: "Error: the file is empty" });
});

it("tells functions their environment, and takes it away afterwards", async () => {
  const before = process.env.AWS_ENDPOINT_URL;
  const server = await startLocal({
    environment: { DRIFTWHEEL_FLEET: "fleet.ts" },
    functions: functions(
      () => async () =>
        Object.fromEntries(
          Object.entries(process.env).filter(([name]) => /^(DRIFTWHEEL_|AWS_ENDPOINT)/.test(name)),
        ),
    ),
  });
  const lambda = new LambdaClient({ ...client, endpoint: server.url });

  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "driftwheel-drift" }));
  lambda.destroy();
  await server.close();

  expect(JSON.parse(Payload?.transformToString() ?? "{}")).toEqual({
    AWS_ENDPOINT_URL: server.url,
    DRIFTWHEEL_GRACE_SECONDS: "2",
    DRIFTWHEEL_LEDGER_TABLE: "driftwheel-ledger",
    DRIFTWHEEL_BUS: "driftwheel",
    DRIFTWHEEL_TOPIC_PAGE: "arn:aws:sns:eu-west-1:111122223333:driftwheel-page",
    DRIFTWHEEL_TOPIC_NOTIFY: "arn:aws:sns:eu-west-1:111122223333:driftwheel-notify",
    DRIFTWHEEL_TOPIC_INFO: "arn:aws:sns:eu-west-1:111122223333:driftwheel-info",
    DRIFTWHEEL_ROLLOUT_FUNCTION: "driftwheel-rollout:$LATEST",
    DRIFTWHEEL_DELIVERY_FUNCTION: "driftwheel-delivery:$LATEST",
    DRIFTWHEEL_COMMAND_FUNCTION: "driftwheel-command",
    DRIFTWHEEL_MONITOR_QUEUE: `${server.url}/111122223333/driftwheel-monitor`,
    DRIFTWHEEL_QUALITY_QUEUE: `${server.url}/111122223333/driftwheel-quality`,
    DRIFTWHEEL_SWEEP_QUEUE: `${server.url}/111122223333/driftwheel-sweep`,
    DRIFTWHEEL_PREDICTIONS_QUEUE: `${server.url}/111122223333/driftwheel-predictions`,
    DRIFTWHEEL_API_URL: server.apiUrl,
    DRIFTWHEEL_ENTRIES_URL: server.apiUrl,
    DRIFTWHEEL_API_ROLES: '{"approver":["*"]}',
    DRIFTWHEEL_LINK_SECRET: "/driftwheel/links/key",
    DRIFTWHEEL_WEBHOOKS_ALLOW: "loopback",
    DRIFTWHEEL_FLEET: "fleet.ts",
  });
  expect(process.env.AWS_ENDPOINT_URL).toBe(before);
});

it("answers one call with the error that a test asks for, and the next one as usual", async () => {
  const server = await startLocal();
  await server.world.objects.put("b", "k", Buffer.from("v"));
  const s3 = new S3Client({ ...client, endpoint: server.url });
  server.world.faults.add("s3", "GetObject", {
    code: "SlowDown",
    message: "Please reduce your request rate.",
    status: 503,
  });
  const get = () => s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));

  await expect(get()).rejects.toMatchObject({ name: "SlowDown" });
  const { Body } = await get();

  expect(await Body?.transformToString()).toBe("v");
  s3.destroy();
  await server.close();
});

it("takes its folder away when it closes, and ends although a function never answers", async () => {
  const begun = Date.now();
  const server = await startLocal({
    delivery: { maximumDelay: 0, repeatRate: 0 },
    functions: functions(() => () => new Promise(() => {})),
  });
  await server.world.objects.put("reports", "violations.json", Buffer.from("{}"));
  await expect.poll(() => server.idle()).toBe(false);

  await server.close();

  expect(existsSync(server.world.directory)).toBe(false);
  expect(Date.now() - begun).toBeLessThan(3_000);
  await expect(fetch(server.url)).rejects.toThrow();
});

it("names a service that it does not have", async () => {
  const server = await startLocal();

  const response = await fetch(server.url, {
    method: "POST",
    headers: { "x-amz-target": "TrentService.ListKeys", "content-type": "application/x-amz-json-1.0" },
    body: "{}",
  });
  const body = await response.json();
  await server.close();

  expect(body).toEqual({
    __type: "UnknownOperationException",
    message: "Driftwheel's local AWS does not implement TrentService.ListKeys.",
  });
});
