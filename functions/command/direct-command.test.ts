import { EventEmitter } from "node:events";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Context } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isQueueEvent } from "../shell/intake.ts";
import { answering } from "./direct-command.ts";

const fleet = fleetOf({ tides: {} });

let ledger: Entry[];
let lines: string[];

beforeEach(() => {
  ledger = [];
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const handler = answering(async () => ({
  fleet,
  runtime: async () => ({
    performs: new Set(["publish-entry"] as const),
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
      facts: { answer: () => Promise.reject(new Error("no question was expected")) },
      effects: { perform: async () => ({}) },
    },
  }),
}));

function call(payload: unknown) {
  // Powertools reads names and the request id of the context, middy the remaining time.
  const context = Object.assign(new EventEmitter(), {
    functionName: "command",
    awsRequestId: "request",
    memoryLimitInMB: "256",
    invokedFunctionArn: "arn:aws:lambda:eu-south-1:444455556666:function:command",
    getRemainingTimeInMillis: () => 30_000,
  }) as unknown as Context;
  return handler(payload, context);
}

const pause = {
  kind: "command-given",
  identity: "command tides k-1",
  at: "2026-06-02T07:59:59.000Z",
  model: "tides",
  command: { name: "pause" },
  by: "ada",
  route: "api",
  reason: "storm",
  expectedSequence: 0,
};

describe("a command that is given by calling the function", () => {
  it("is answered with what it led to, and logged in a line", async () => {
    expect(await call({ command: pause })).toMatchObject({
      result: "accepted",
      entries: [{ kind: "command-accepted" }, { kind: "paused" }],
      why: null,
      sequence: 4,
    });
    const line = lines.map((text) => JSON.parse(text)).find(({ message }) => message === "commanded");
    expect(line).toMatchObject({ model: "tides", result: "accepted", service: "command" });
  });

  it.each(["rivers", "constructor"])("for model %s, which is not in the fleet, is told so", async (model) => {
    expect(await call({ command: { ...pause, model } })).toMatchObject({
      result: "unknown-model",
      why: `The fleet has no model ${model}.`,
    });
    expect(ledger).toEqual([]);
  });

  it("is an error that names the field when it is malformed", async () => {
    await expect(call({ command: { ...pause, by: 3 } })).rejects.toThrow(
      "command.by: is 3; expected who asks",
    );
    await expect(call("pause")).rejects.toThrow('the event: is "pause"; expected an object with "command"');
    expect(ledger).toEqual([]);
  });

  it("is told from what a queue sends", () => {
    expect(isQueueEvent({ Records: [] })).toBe(true);
    for (const other of [null, "Records", { command: pause }, { Records: 1 }]) {
      expect(isQueueEvent(other)).toBe(false);
    }
  });
});
