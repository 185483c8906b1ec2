import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { durableSteps } from "../shell/durable-steps.ts";
import { type DeliveryActivities, deliveryWorkflow } from "./delivery-workflow.ts";

// Set up and torn down for each test: with skipped time, only a fresh runner replays the workflow from its start.
beforeEach(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterEach(() => LocalDurableTestRunner.teardownTestEnvironment());

const entry: Entry = {
  model: "vines",
  sequence: 5,
  kind: "paused",
  at: "2026-08-03T10:00:00.000Z",
  because: "Someone said so.",
  causedBy: 4,
  data: { by: "someone", reason: "harvest" },
};

/** A receiver that answers these statuses in turn, and whatever fails before it can be asked. */
function activities(statuses: readonly number[], log: string[], failures = 0) {
  const written: DeliveryRecord[] = [];
  let asked = 0;
  let failed = 0;
  const work: DeliveryActivities = {
    format: "standard",
    async open() {
      log.push("open");
      return [];
    },
    async attempt() {
      if (failed++ < failures) throw new Error("SSM is throttled");
      const status = statuses[asked++] ?? 500;
      log.push(`attempt: ${status}`);
      return { at: "2026-08-03T10:00:01.000Z", took: 30, status, retryAfter: null, error: null };
    },
    async record(delivery) {
      written.push(delivery);
      log.push(`record: ${delivery.status}, ${delivery.attempts.length}`);
    },
    async disable() {
      log.push("disable");
      return "disabled";
    },
    async notifyDisabled() {
      log.push("notify");
    },
  };
  return { work, written };
}

async function run(work: DeliveryActivities) {
  const handler = withDurableExecution(async (_input: unknown, context) => ({
    status: await deliveryWorkflow(durableSteps(context), work, {
      subscription: "warehouse",
      execution: 1,
      entry,
    }),
  }));
  const execution = await new LocalDurableTestRunner({ handlerFunction: handler }).run({ payload: {} });
  return execution.getResult();
}

it("attempts until the receiver takes it, and does each step once however often it is replayed", async () => {
  const log: string[] = [];

  expect(await run(activities([500, 503, 200], log).work)).toEqual({ status: "delivered" });
  expect(log).toEqual([
    "open",
    "attempt: 500",
    "record: pending, 1",
    "attempt: 503",
    "record: pending, 2",
    "attempt: 200",
    "record: delivered, 3",
  ]);
});

it("is dead after ten attempts", async () => {
  const { work, written } = activities([], []);

  expect(await run(work)).toEqual({ status: "dead" });
  expect(written).toHaveLength(10);
  expect(written.at(-1)?.attempts.at(-1)?.next).toBeNull();
});

it("spends no attempt on what failed on this side", async () => {
  const log: string[] = [];

  expect(await run(activities([200], log, 3).work)).toEqual({ status: "delivered" });
  expect(log).toEqual(["open", "attempt: 200", "record: delivered, 1"]);
});

it("disables the subscription of a receiver that is gone, and tells of it", async () => {
  const log: string[] = [];

  expect(await run(activities([410], log).work)).toEqual({ status: "dropped" });
  expect(log).toEqual(["open", "attempt: 410", "disable", "notify", "record: dropped, 1"]);
});

it("does nothing when it is over already", async () => {
  const log: string[] = [];
  const { work } = activities([200], log);

  expect(await run({ ...work, open: async () => null })).toEqual({ status: "over-already" });
  expect(log).toEqual([]);
});
