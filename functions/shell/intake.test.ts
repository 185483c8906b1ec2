import { EventEmitter } from "node:events";
import type { Runtime } from "@driftwheel/core/decider/handle.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { BadInput, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Context, SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { intake } from "./intake.ts";

const fleet = fleetOf({ tides: {} });

let ledger: Entry[];
let alerts: string[];
let lines: string[];

beforeEach(() => {
  ledger = [];
  alerts = [];
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function runtime(overrides: Partial<Runtime["ports"]> = {}): Runtime {
  return {
    performs: new Set(["publish-entry", "send-alert"]),
    eager: new Set(),
    grace: 30_000,
    ports: {
      clock: { now: () => new Date("2026-06-02T08:00:00.000Z") },
      ledger: {
        read: async () => ledger,
        append: async (_model, entries) => {
          ledger = [...ledger, ...entries];
          return "appended";
        },
      },
      facts: {
        answer: async () => {
          throw new BadInput("no question was expected");
        },
      },
      effects: {
        perform: async (effect) => {
          alerts.push(effect.kind);
          return {};
        },
      },
      ...overrides,
    },
  };
}

const pause = {
  version: "0",
  id: "d9b4",
  source: "driftwheel.command",
  "detail-type": "Command Given",
  account: "444455556666",
  region: "eu-south-1",
  time: "2026-06-02T07:59:00Z",
  resources: [],
  detail: { model: "tides", command: { name: "pause" }, by: "on call", reason: "storm" },
};

function batch(...bodies: readonly string[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: "receipt",
      body,
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: "1780387200000",
        SenderId: "sender",
        ApproximateFirstReceiveTimestamp: "1780387200000",
      },
      messageAttributes: {},
      md5OfBody: "0",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-south-1:444455556666:drift",
      awsRegion: "eu-south-1",
    })),
  };
}

async function handle(event: SQSEvent, its = runtime()) {
  const handler = intake({
    name: "drift",
    connect: async () => ({ fleet, runtime: async () => its }),
  });
  // Powertools reads names and the request id of the context, middy the remaining time.
  const context = Object.assign(new EventEmitter(), {
    functionName: "drift",
    awsRequestId: "request",
    memoryLimitInMB: "256",
    invokedFunctionArn: "arn:aws:lambda:eu-south-1:444455556666:function:drift",
    getRemainingTimeInMillis: () => 30_000,
  }) as unknown as Context;
  return handler(event, context);
}

const failures = (response: Awaited<ReturnType<typeof handle>>) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe("a function behind a queue", () => {
  it("takes a signal into the ledger and performs what follows", async () => {
    expect(failures(await handle(batch(JSON.stringify(pause))))).toEqual([]);
    expect(ledger).toMatchObject([
      { model: "tides", sequence: 1, kind: "command-accepted", data: { by: "on call" } },
      { model: "tides", sequence: 2, kind: "paused", data: { by: "on call" } },
      { kind: "effect-done" },
      { kind: "effect-done" },
    ]);
    expect(alerts).toEqual(["publish-entry", "publish-entry"]);
  });

  it("logs the model and the kinds of entries in a line", async () => {
    await handle(batch(JSON.stringify(pause)));
    const line = lines.map((text) => JSON.parse(text)).find(({ message }) => message === "handled");
    expect(line).toMatchObject({
      model: "tides",
      entries: ["command-accepted", "paused", "effect-done", "effect-done"],
      service: "drift",
    });
  });

  it("gives back only the message that is broken, names its field in the log, and handles the others", async () => {
    const { model: _, ...nameless } = pause.detail;
    const broken = JSON.stringify({ ...pause, detail: nameless });
    const response = await handle(batch(broken, "{ no json", JSON.stringify(pause)));
    expect(failures(response)).toEqual(["message-0", "message-1"]);
    expect(ledger[1]).toMatchObject({ kind: "paused" });
    expect(lines.join("")).toContain("detail.model");
  });

  it("drops what it does not need and what concerns no model of the fleet, and says why", async () => {
    const ignored = { ...pause, source: "aws.sagemaker", "detail-type": "SageMaker Image State Change" };
    const foreign = { ...pause, detail: { ...pause.detail, model: "rivers" } };
    const response = await handle(batch(JSON.stringify(ignored), JSON.stringify(foreign)));
    expect(failures(response)).toEqual([]);
    expect(ledger).toEqual([]);
    const dropped = lines.map((text) => JSON.parse(text)).filter(({ message }) => message === "dropped");
    expect(dropped.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("Studio images"),
      expect.stringContaining("concerns no model of the fleet"),
    ]);
  });

  it("keeps a message whose effects could not be performed now", async () => {
    const busy = runtime({
      effects: {
        perform: async () => {
          throw new TransientError("Rate exceeded");
        },
      },
    });
    expect(failures(await handle(batch(JSON.stringify(pause)), busy))).toEqual(["message-0"]);
    expect(ledger[1]).toMatchObject({ kind: "paused" });
  });

  it("writes nothing to standard output when it is hosted outside Lambda", async () => {
    const written = vi.spyOn(process.stdout, "write");
    await handle(batch(JSON.stringify(pause), "{ no json"));
    expect(lines.length).toBeGreaterThan(0);
    expect(written.mock.calls.filter(([text]) => String(text).includes("drift"))).toEqual([]);
  });
});
