import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import type { StartRollout } from "@driftwheel/core/vocabulary/effect.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { awsEffects } from "./effect-performer.ts";

let local: LocalServer;
const runs: unknown[] = [];
const durable = withDurableExecution(async (input: unknown) => {
  runs.push(input);
  return {};
});
const effects = awsEffects({
  bus: "driftwheel",
  topics: { page: "arn:page", notify: "arn:notify", info: "arn:info" },
  table: "ledger",
  apiUrl: null,
  linkSecret: null,
  clock: { now: () => new Date("2026-05-04T06:00:00.000Z") },
  rolloutFunction: "driftwheel-rollout:$LATEST",
});
const start: StartRollout = {
  kind: "start-rollout",
  model: "tides",
  sequence: 8,
  token: "driftwheel-tides-00000008-20260504060000000-start-rollout",
  rollout: "tides-v2-1",
  executionName: "driftwheel-tides-v2-1-1",
};

beforeAll(async () => {
  local = await startLocal({
    functions: {
      names: ["rollout"],
      durable: new Set(["rollout"]),
      routes: [],
      schedules: [],
      // The local Lambda calls a durable handler as its SDK made it.
      load: async () => durable as never,
    },
  });
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

describe("a rollout", () => {
  it("is started once under its name, though it is asked for again and with other input", async () => {
    const first = await effects.perform(start);
    expect(first.execution).toContain(start.executionName);
    expect(await effects.perform(start)).toEqual(first);
    expect((await effects.perform({ ...start, rollout: "tides-v9-9" })).execution).toBe(start.executionName);
    await expect.poll(() => runs).toEqual([{ model: "tides", rollout: "tides-v2-1" }]);
  });

  it("goes on under its next name", async () => {
    await effects.perform({ ...start, executionName: "driftwheel-tides-v2-1-2" });
    await expect.poll(() => runs).toHaveLength(2);
  });
});
