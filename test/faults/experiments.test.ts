import { runKinds } from "@driftwheel/core/experiments/run-kinds.ts";
import { runsOf } from "@driftwheel/core/experiments/runs-of.ts";
import { TrackingInMemory } from "@driftwheel/core/experiments/testing/tracking-in-memory.ts";
import { trackEntry } from "@driftwheel/core/experiments/track-entry.ts";
import { TrackingFailed } from "@driftwheel/core/experiments/tracking.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { mainJob, policy, serve } from "../world/main-job.ts";
import { createVirtualTime } from "../world/virtual-time.ts";
import { webhookWorld } from "../world/webhook-world.ts";

const day = 86_400_000;
const mlflow = { url: "https://mlflow.example" };
let ledger: readonly Entry[];

beforeAll(async () => {
  const world = mainJob({ fleet: defineFleet({ models: { orchard: policy }, experiments: { mlflow } }) });
  await serve(world);
  ledger = await world.ledger();
});

interface Trouble {
  /** The server's answer to a request at this time; null when it does what it is asked. */
  readonly answers?: (now: Date) => number | null;
  /** Kills the machine after a step was done. */
  readonly forgets?: (step: string) => boolean;
}

/** Deliveries of the whole ledger, each entry announced when it was written. */
async function tracked({ answers = () => null, forgets }: Trouble = {}) {
  const [first] = ledger;
  const time = createVirtualTime(first?.at ?? "");
  const refuse = async () => {
    await time.sleep(50);
    const status = answers(time.now());
    if (status !== null) throw new TrackingFailed(`answered ${status}`, { status, retryAfter: null });
  };
  const server = new TrackingInMemory({ before: refuse });
  const known = async () => ledger.filter(({ at }) => Date.parse(at) <= time.now().getTime());
  const deliveries = webhookWorld({
    time,
    receivers: {},
    ...(forgets ? { forgets } : {}),
    async track(entry) {
      const at = time.now().toISOString();
      const attempted = { at, took: 50, retryAfter: null };
      try {
        await trackEntry(entry, { tracking: server, ledger: known, place: null });
        return { ...attempted, status: 200, error: null };
      } catch (error) {
        if (!(error instanceof TrackingFailed)) throw error;
        return { ...attempted, status: error.status, error: error.message };
      }
    },
  });
  let announced = 0;
  for (const entry of ledger) {
    time.after(Math.max(0, Date.parse(entry.at) - time.now().getTime()), async () => {
      await deliveries.announce(entry);
      announced++;
    });
  }
  await time.run(() => announced === ledger.length && deliveries.running() === 0, 20 * day);
  return { server, deliveries, time };
}

function held({ runs }: TrackingInMemory) {
  return runs
    .toSorted((one, other) => one.startTime - other.startTime)
    .map(({ tags, params, status, points }) => ({ tags, params, status, points: points.length }));
}

function expected() {
  return runsOf(ledger, null).map(({ tags, params, status, metrics }) => ({
    ...{ tags, params, status },
    points: metrics.length,
  }));
}

it("decisions are the same with experiments and without", async () => {
  const world = mainJob();
  await serve(world);
  expect(await world.ledger()).toEqual(ledger);
});

it("the server has both runs in full", async () => {
  const { server, deliveries } = await tracked();
  expect(held(server)).toEqual(expected());
  expect(new Set(deliveries.ended)).toEqual(new Set(["delivered"]));
});

it("a server that is down for two days has both runs in full once it is back", async () => {
  const back = Date.parse(ledger[0]?.at ?? "") + 2 * day;
  const { server, deliveries } = await tracked({ answers: (now) => (now.getTime() < back ? 503 : null) });
  expect(held(server)).toEqual(expected());
  expect(new Set(deliveries.ended)).toEqual(new Set(["delivered"]));
});

describe.each([401, 404, 503])("a server that always answers %i", (status) => {
  it("ends each delivery as dead, and has all of it after a redrive", async () => {
    let mended = false;
    const { server, deliveries, time } = await tracked({ answers: () => (mended ? null : status) });
    const told = ledger.filter(({ kind }) => runKinds.has(kind));
    expect(deliveries.ended).toEqual(told.map(() => "dead"));
    expect(server.runs).toEqual([]);
    const dead = await deliveries.log.deliveries("mlflow", { status: "dead", limit: 100 });
    expect(dead.deliveries.map(({ attempts }) => attempts.length)).toEqual(told.map(() => 10));

    mended = true;
    await deliveries.redrive("mlflow", null);
    await time.run(() => deliveries.running() === 0, day);
    expect(held(server)).toEqual(expected());
  });
});

it("a machine that dies after any step leaves each run once, in full", async () => {
  for (const step of ["write it down", "attempt 1", "record attempt 1"]) {
    const { server } = await tracked({ forgets: (name) => name === step });
    expect(held(server)).toEqual(expected());
  }
});
