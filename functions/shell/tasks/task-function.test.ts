import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import type { Task } from "./task.ts";
import { taskFunction } from "./task-function.ts";

const names = Array.from({ length: 25 }, (_, index) => `tide-${String(index).padStart(2, "0")}`);
const at = new Date("2026-03-09T14:00:00.000Z");

/** What the next performances do instead of being done, by the model. */
let troubles: Map<string, (() => Promise<void>)[]>;
let done: string[];
let besides: number;
let local: LocalServer;

beforeEach(async () => {
  troubles = new Map();
  done = [];
  besides = 0;
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const fleet = join(temporaryFolder(), "fleet.mjs");
  const models = Object.fromEntries(
    names.map((name) => [name, { endpoint: name, drift: {}, rollout: { lookEvery: 300_000 } }]),
  );
  writeFileSync(fleet, `export default ${JSON.stringify({ models })};`);
  const handler = taskFunction({
    name: "monitor",
    plan: (loaded) => [...Object.keys(loaded.models), "gone"].map((model) => ({ model, at })),
    async perform({ model, at: told }: Task, { endpoint }) {
      expect([endpoint, told]).toEqual([model, at]);
      await troubles.get(model)?.shift()?.();
      done.push(model);
    },
    async besides() {
      besides += 1;
    },
  });
  local = await startLocal({
    functions: {
      names: ["monitor"],
      durable: new Set(),
      tasks: new Set(["monitor"]),
      routes: [],
      schedules: [],
      // The context is what Lambda gives; the local one is made like it.
      load: async () => (event, context) => handler(event, context as never),
    },
    environment: { DRIFTWHEEL_FLEET: fleet },
    queues: { retryDelay: 1, visibilityTimeout: 2_000, maxReceiveCount: 3, concurrency: 4 },
  });
});
afterEach(async () => {
  await local.close();
  vi.restoreAllMocks();
});

const run = () =>
  local.world.callFunction("arn:aws:lambda:eu-west-1:111122223333:function:driftwheel-monitor", {
    "detail-type": "Scheduled Event",
  });
const settled = () => expect.poll(() => local.idle()).toBe(true);
const fails = async () => {
  throw new Error("the store cannot be read");
};

it("has each model's task done once, and drops those of models that left meanwhile", async () => {
  expect(await run()).toMatchObject({ ok: true });
  await settled();
  expect(done.toSorted()).toEqual(names);
  expect(local.deadLetters()).toEqual([]);
  expect(besides).toBe(1);
});

it("does the task of a model that failed again, and keeps no other model waiting for it", async () => {
  const failsAfterAllOthers = async () => {
    await expect.poll(() => done.length).toBe(names.length - 1);
    await fails();
  };
  troubles.set("tide-03", [failsAfterAllOthers, fails]);
  await run();
  await settled();
  expect(done.toSorted()).toEqual(names);
  expect(done.at(-1)).toBe("tide-03");
  expect(local.deadLetters()).toEqual([]);
});

it("keeps a task that fails again and again among the dead letters, with the reason", async () => {
  troubles.set("tide-03", [fails, fails, fails]);
  await run();
  await settled();
  expect(done.toSorted()).toEqual(names.filter((name) => name !== "tide-03"));
  expect(local.deadLetters()).toMatchObject([
    { body: '{"model":"tide-03","at":"2026-03-09T14:00:00.000Z"}', receiveCount: 3 },
  ]);
});

it("does the tasks of workers that died again, each by another worker", async () => {
  for (const model of ["tide-01", "tide-17"]) troubles.set(model, [() => new Promise(() => {})]);
  await run();
  await expect.poll(() => done.length).toBe(names.length);
  expect(done.toSorted()).toEqual(names);
});

it("says what is wrong with a message that is no task", async () => {
  const [queue = ""] = local.world.queues.names;
  local.world.sendMessage(local.world.queues.urlOf(queue), '{"model":"tide-01","at":"today"}');
  await settled();
  expect(done).toEqual([]);
  expect(local.deadLetters()).toHaveLength(1);
});

it("does what concerns no single model although tasks could not be sent, and fails all the same", async () => {
  local.world.queues.delete("driftwheel-monitor");
  expect(await run()).toMatchObject({ ok: false, error: { type: "QueueDoesNotExist" } });
  expect(besides).toBe(1);
});
