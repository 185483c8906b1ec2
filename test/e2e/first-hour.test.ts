import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { images } from "@driftwheel/example-frost/image.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed } from "@driftwheel/example-frost/world/seed.ts";
import type { WeatherDay } from "@driftwheel/example-frost/world/weather.ts";
import { deployedAfter } from "@driftwheel/example-shared/run/deployed-after.ts";
import { type Clients, connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { Traffic } from "@driftwheel/example-shared/world/traffic.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { blocksOfGuide, guide, root } from "../guides/blocks.ts";
import { commandsIn, wordsOf } from "../guides/shell.ts";
import { longestWait } from "../runner/longest-wait.ts";

/** The guide to the first hour, typed as it stands there, against the example with calm traffic. */
const region = "us-east-1";
let local: LocalServer;
let clients: Clients;
let traffic: Traffic<WeatherDay>;
let receiver: Server;
const received: { readonly path: string; readonly text: string }[] = [];
const unexpected: unknown[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      received.push({ path: request.url ?? "", text });
      response.writeHead(200).end("ok");
      const { SubscribeURL: confirm } = JSON.parse(text) as { SubscribeURL?: string };
      if (confirm !== undefined) void fetch(confirm);
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has an address of this form.
  const { port } = receiver.address() as AddressInfo;
  const days = seasons(seededRandom(11));
  const seeded = Promise.withResolvers<void>();
  local = await startLocal({
    ...{ images, region, seed: 11 },
    functions: await deployedAfter(seeded.promise),
    environment: { DRIFTWHEEL_FLEET: join(root, "test/fixtures/first-hour-fleet.ts") },
    schedules: { monitor: 1_000, quality: 0, sweep: 2_000 },
  });
  clients = connect({ url: local.url, region });
  await seed(clients, days.history, () => {});
  const ssm = new SSMClient({ region, endpoint: local.url });
  const put = (Name: string, Value: string) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
  await put("/laptop/url", `http://127.0.0.1:${port}/hook`);
  await put("/laptop/key", `whsec_${randomBytes(24).toString("base64")}`);
  await put("/slack/url", `http://127.0.0.1:${port}/slack`);
  ssm.destroy();
  const sns = new SNSClient({ region, endpoint: local.url });
  const TopicArn = "arn:aws:sns:us-east-1:111122223333:driftwheel-page";
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: `http://127.0.0.1:${port}/sns` }),
  );
  sns.destroy();
  traffic = new Traffic(
    {
      name: "frost",
      ...{ perSecond: 60, concurrency: 40, invoke: invokeEndpoint(clients.runtime), onServed: () => {} },
      onFailed: (error) => unexpected.push(error),
    },
    days.seattle(),
  );
  traffic.start();
  seeded.resolve();
});

afterAll(async () => {
  await traffic?.stop();
  disconnect(clients);
  await local.close();
  receiver.closeAllConnections();
  receiver.close();
});

interface Answered {
  readonly code: number;
  readonly out: string;
  readonly hints: string;
}

/** Types a line of the guide: `npx driftwheel ...`. */
function typed(line: string, ...more: readonly string[]): Promise<Answered> {
  const [npx, driftwheel, ...words] = wordsOf(line.trim());
  expect([npx, driftwheel]).toEqual(["npx", "driftwheel"]);
  const env = {
    ...{ PATH: process.env.PATH, NO_PROXY: "*", AWS_REGION: region },
    ...{ AWS_ENDPOINT_URL: local.url, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    DRIFTWHEEL_API_URL: local.apiUrl,
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["packages/cli/src/main.ts", ...words, ...more],
      { cwd: root, env },
      (_, out, hints) => resolve({ code: child.exitCode ?? -1, out, hints }),
    );
  });
}

/** Others may come late, of what tests before did. */
const testAlerts = () => local.alerts().filter(({ subject }) => subject?.startsWith("TEST"));

/** The lines without what differs from run to run: times, numbers, ids; and without how wide a column is. */
const shape = (text: string) =>
  text
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?/g, "<time>")
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>")
    .replaceAll(/\d+(\.\d+)?(e-\d+)?/g, "<number>")
    .replaceAll(/ +/g, " ")
    .replaceAll(/ +$/gm, "");

const block = (kind: string) => {
  const [found] = blocksOfGuide("first-hour", kind);
  if (!found) throw new Error(`The guide has no block ${kind}.`);
  return found.code;
};

/** The line of the guide that begins so. */
function lineOf(start: string): string {
  const line = commandsIn({ path: "first-hour", text: guide("first-hour") }).find((one) =>
    one.startsWith(`npx driftwheel ${start}`),
  );
  if (line === undefined) throw new Error(`The guide has no line "npx driftwheel ${start}".`);
  return line;
}

describe("the guide to the first hour", () => {
  it("shows what status and ledger say once a window was judged", async () => {
    await vi.waitFor(
      async () => {
        const { code, out } = await typed(lineOf("status"), "--no-json");
        expect(code).toBe(0);
        expect(shape(out)).toBe(shape(block("text status")));
      },
      { timeout: longestWait, interval: 1_000 },
    );
    const lines = block("text ledger").trim().split("\n");
    expect(lines).toHaveLength(4);
    // A window that moved a little without an alarm is healthy, too, but reads otherwise: the next ones tell.
    const { code, out } = await vi.waitFor(
      async () => {
        const answered = await typed(lineOf("ledger"), "--no-json");
        for (const line of lines) expect(shape(answered.out)).toContain(shape(line));
        return answered;
      },
      { timeout: longestWait, interval: 1_000 },
    );
    expect(code).toBe(0);
    expect(out).not.toMatch(/alert-raised|drift-confirmed|monitoring-lost/);
  });

  it("says what check --live ends with where all is well", async () => {
    const line = lineOf("check").replace("fleet.ts", "test/fixtures/first-hour-fleet.ts");
    await vi.waitFor(
      async () => {
        const { code, hints, out } = await typed(line, "--no-json");
        expect({ code, hints }).toMatchObject({ code: 0, hints: expect.stringContaining("0 errors") });
        expect(out).toMatch(/captures +ok/);
      },
      { timeout: longestWait, interval: 1_000 },
    );
  });

  it("shows what a test alert prints, and it arrives by topic, webhook and Slack's form, marked as a test", async () => {
    const { code, out, hints } = await typed(lineOf("alert-test"), "--no-json");
    expect({ code, hints }).toEqual({ code: 0, hints: "" });
    expect(shape(out)).toBe(shape(block("text alert-test")));

    const told = testAlerts();
    expect(told.map(({ subject, topicArn }) => `${subject} ${topicArn.split(":").at(-1)}`)).toEqual([
      "TEST, nothing is wrong: frost at page driftwheel-page",
      "TEST, nothing is wrong: frost at notify driftwheel-notify",
    ]);
    const links = (text: string) => text.replaceAll(/\/links\/\S+/g, "/links/...");
    expect(shape(links(told[0]?.body ?? ""))).toBe(shape(block("text message")));

    await vi.waitFor(
      () =>
        expect(
          received
            .filter(({ text }) => text.includes("TEST"))
            .map(({ path }) => path)
            .toSorted(),
        ).toEqual(["/hook", "/hook", "/slack", "/slack", "/sns"]),
      { timeout: longestWait },
    );
  });

  it("is sent once, however often it is given with its key", async () => {
    const line = `${lineOf("alert-test")} --key once`;
    const first = JSON.parse((await typed(line, "--json")).out) as { sequence: number; receipts: unknown };
    const before = testAlerts();
    const again = await typed(line, "--json");
    expect(again).toMatchObject({ code: 0, hints: expect.stringContaining("This key was given before") });
    expect(JSON.parse(again.out)).toMatchObject({ result: "repeated", receipts: first.receipts });
    expect(testAlerts()).toEqual(before);
    expect(unexpected).toEqual([]);
  });
});
