import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import type { LookMetrics } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { durableSteps } from "../shell/durable-steps.ts";
import { type RolloutActivities, type RolloutProgress, rolloutWorkflow } from "./rollout-workflow.ts";

// Set up and torn down for each test: with skipped time, only a fresh runner replays the workflow from its start.
beforeEach(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterEach(() => LocalDurableTestRunner.teardownTestEnvironment());

const arm = { variant: "a", trials: 9, successes: 5, invocations: 9, errors: 0, slow: 0 };
const metrics: LookMetrics = {
  start: "2026-03-01T00:00:00.000Z",
  end: "2026-03-01T00:05:00.000Z",
  champion: arm,
  challenger: arm,
};

/** A ledger that takes its time: the endpoint settles at the second poll, and ends the rollout at a look. */
function activities(endsAtLook: number, log: string[], failures = 0): RolloutActivities {
  let looks = 0;
  let polls = 0;
  let failed = 0;
  const progress = (phase: RolloutProgress["phase"]): RolloutProgress => ({
    phase,
    looks,
    nextLookInSeconds: 300,
  });
  return {
    pollEverySeconds: 30,
    async observe() {
      polls++;
      log.push(`observe ${polls}`);
      if (looks >= endsAtLook) return progress("ended");
      return progress(polls % 2 === 1 ? "changing" : "looking");
    },
    async read(look) {
      if (failed++ < failures) throw new Error("CloudWatch is throttled");
      log.push(`read ${look}`);
      return metrics;
    },
    async judge(look) {
      looks = look;
      log.push(`judge ${look}`);
      return progress("changing");
    },
  };
}

async function run(work: RolloutActivities) {
  const handler = withDurableExecution(async (_input: unknown, context) => ({
    phase: await rolloutWorkflow(durableSteps(context), work),
  }));
  const execution = await new LocalDurableTestRunner({ handlerFunction: handler }).run({ payload: {} });
  return execution.getResult();
}

it("looks until the ledger says it is over, and does each step once however often it is replayed", async () => {
  const log: string[] = [];

  expect(await run(activities(2, log))).toEqual({ phase: "ended" });
  expect(log).toEqual([
    "observe 1",
    "observe 2",
    "read 1",
    "judge 1",
    "observe 3",
    "observe 4",
    "read 2",
    "judge 2",
    "observe 5",
  ]);
});

it("tries a step that fails again, and goes on", async () => {
  const log: string[] = [];

  expect(await run(activities(1, log, 3))).toEqual({ phase: "ended" });
  expect(log.filter((line) => line.startsWith("read"))).toEqual(["read 1"]);
});

it("ends at once when a person is needed", async () => {
  const work = {
    ...activities(9, []),
    observe: async (): Promise<RolloutProgress> => ({ phase: "held", looks: 0, nextLookInSeconds: 0 }),
  };

  expect(await run(work)).toEqual({ phase: "held" });
});

it("leaves a change that never ends to its deadline, and its operations to the next execution", async () => {
  let polls = 0;
  const waits: string[] = [];
  const phase = await rolloutWorkflow(
    { step: (_name, act) => act(), wait: async (name) => void waits.push(name) },
    {
      ...activities(9, []),
      observe: async () => {
        polls++;
        return { phase: "changing", looks: 0, nextLookInSeconds: 0 };
      },
    },
  );

  expect(phase).toBe("changing");
  expect(polls + waits.length).toBeLessThan(3_000);
});
