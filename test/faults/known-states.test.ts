import { replay } from "@driftwheel/core/decider/evolve.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import { KnownStates } from "@driftwheel/core/decider/known-states.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import type { LedgerStore, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ledgerInMemory } from "../world/ledger-in-memory.ts";
import { pause } from "./paused.fixture.ts";

let store: LedgerStore & SnapshotStore;
/** What is read of ledgers, in order. */
let reads: string[];

beforeEach(() => {
  store = ledgerInMemory();
  reads = [];
});

/** A process that handles signals of many models. */
function processOf(day = 2) {
  const of = () => store;
  const runtime: Runtime = {
    performs: new Set(["publish-entry", "send-alert"]),
    eager: new Set(),
    grace: 30_000,
    ports: {
      clock: { now: () => new Date(`2026-06-0${day}T08:00:00.000Z`) },
      known: new KnownStates(),
      ledger: {
        append: (model, entries) => of().append(model, entries),
        read: (model) => {
          reads.push("all");
          return of().read(model);
        },
      },
      snapshots: {
        latest: (model) => {
          reads.push("snapshot");
          return of().latest(model);
        },
        keep: (model, snapshot) => of().keep(model, snapshot),
        readAfter: (model, sequence) => {
          reads.push(`after ${sequence}`);
          return of().readAfter(model, sequence);
        },
      },
      facts: { answer: () => Promise.reject(new Error("no question was expected")) },
      effects: { perform: async () => ({}) },
    },
  };
  return async (number: number, model = "tides") => {
    const { state } = await handleSignal(model, pause(model, number), policyFor(model), runtime);
    return state;
  };
}

const truth = async (model = "tides") => replay(model, await store.read(model));

describe("a state that a process knows", () => {
  it("is gone on from: of the ledger the last append alone is read", async () => {
    const handle = processOf();
    await handle(1);
    const { sequence } = await truth();
    reads = [];
    expect(await handle(2)).toEqual(await truth());
    expect(reads.filter((read) => read === "all" || read === "snapshot")).toEqual([]);
    expect(reads[0]).toMatch(/^after \d+$/);
    expect(Number(reads[0]?.slice(6))).toBeLessThan(sequence);
  });

  it("takes in what other processes appended since", async () => {
    const [one, other] = [processOf(), processOf()];
    for (let number = 1; number <= 40; number += 1) await (number % 3 === 0 ? one : other)(number);
    expect(await one(41)).toEqual(await truth());
    expect(await other(42)).toEqual(await truth());
    expect((await truth()).sequence).toBe((await store.read("tides")).length);
    // A message that comes again in either process is one that was decided on.
    const before = await truth();
    await one(40);
    await other(41);
    expect(await truth()).toEqual(before);
  });

  it("is left for the snapshot once others have gone on for more than ten entries, and nothing is kept twice", async () => {
    const [one, other] = [processOf(), processOf()];
    await one(1);
    for (let number = 2; number <= 30; number += 1) await other(number);
    const kept = vi.spyOn(store, "keep");
    reads = [];
    // It comes again: there is nothing to append, however often.
    expect(await one(1)).toEqual(await truth());
    expect(await one(1)).toEqual(await truth());
    expect(reads.filter((read) => read === "snapshot")).toHaveLength(2);
    expect(reads.filter((read) => read.startsWith("after"))).toHaveLength(3);
    expect(kept).not.toHaveBeenCalled();
  });

  it("is left aside when another ledger lies under its name", async () => {
    const handle = processOf();
    for (let number = 1; number <= 12; number += 1) await handle(number);
    store = ledgerInMemory();
    const elsewhere = processOf(3);
    for (let number = 101; number <= 120; number += 1) await elsewhere(number);
    expect(await handle(13)).toEqual(await truth());

    store = ledgerInMemory();
    expect(await handle(14)).toEqual(await truth());
    expect((await store.read("tides"))[0]?.sequence).toBe(1);
  });

  it("keeps snapshots as before, so that a process that is new reads little", async () => {
    const handle = processOf();
    for (let number = 1; number <= 60; number += 1) await handle(number);
    const snapshot = await store.latest("tides");
    const { sequence } = await truth();
    expect(sequence - (snapshot?.sequence ?? 0)).toBeLessThan(20);
    expect(snapshot?.state).toEqual(
      replay("tides", (await store.read("tides")).slice(0, snapshot?.sequence)),
    );
  });

  it("is forgotten for those of sixteen models that were handled later", async () => {
    const handle = processOf();
    for (let number = 0; number <= 16; number += 1) await handle(1, `tides-${number}`);
    reads = [];
    await handle(2, "tides-0");
    expect(reads).toContain("snapshot");
    reads = [];
    await handle(2, "tides-16");
    expect(reads).not.toContain("snapshot");
  });
});
