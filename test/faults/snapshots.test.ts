import { replay } from "@driftwheel/core/decider/evolve.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import { readState } from "@driftwheel/core/decider/read-state.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { isKnown } from "@driftwheel/core/vocabulary/identity/identities.ts";
import type { LedgerStore, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";
import { initialState } from "@driftwheel/core/vocabulary/state.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { ledgerInMemory } from "../world/ledger-in-memory.ts";
import { pause } from "./paused.fixture.ts";

const model = "tides";
const policy = policyFor(model);

let store: LedgerStore & SnapshotStore;
let wholeReads: number;

beforeEach(() => {
  store = ledgerInMemory();
  wholeReads = 0;
});

function runtime(snapshots: SnapshotStore = store): Runtime {
  return {
    performs: new Set(["publish-entry", "send-alert"]),
    eager: new Set(),
    grace: 30_000,
    ports: {
      clock: { now: () => new Date("2026-06-02T08:00:00.000Z") },
      ledger: {
        append: store.append,
        read: (name) => {
          wholeReads++;
          return store.read(name);
        },
      },
      snapshots,
      facts: { answer: () => Promise.reject(new Error("no question was expected")) },
      effects: { perform: async () => ({}) },
    },
  };
}

async function handle(from: number, to: number, its = runtime()): Promise<void> {
  if (!policy) throw new Error("The fleet has no tides.");
  for (let number = from; number <= to; number++)
    await handleSignal(model, pause(model, number), policy, its);
}

/** What the whole ledger says, against which everything read with snapshots is held. */
const truth = async () => replay(model, await store.read(model));
const everyone = (last: number) => Array.from({ length: last }, (_, index) => `pause ${index + 1}`);
/** The first of the persons whose requests the ledger knows. */
const seen = async () => {
  const { commands: known } = await truth();
  return everyone(1_000).filter((identity) => isKnown(known, identity));
};

describe("a ledger with snapshots", () => {
  it("is read from its latest snapshot on, and says what the whole ledger says", async () => {
    await handle(1, 60);
    wholeReads = 0;
    await handle(61, 90);

    expect(wholeReads).toBe(0);
    const { state, after } = await readState(model, { ledger: store, snapshots: store });
    expect(state).toEqual(await truth());
    expect(state.sequence - after).toBeLessThan(30);
    expect(await seen()).toEqual(everyone(90));
  });

  it("loses nothing to writers that die between their append and the snapshot", async () => {
    const dying = { ...store, keep: () => Promise.reject(new Error("the process is gone")) };
    for (let number = 1; number <= 40; number++) await handle(number, number, runtime(dying)).catch(() => {});
    expect(await store.latest(model)).toBeNull();
    await handle(41, 41);

    expect(await seen()).toEqual(everyone(41));
    expect((await store.latest(model))?.state).toEqual(await truth());
  });

  it("reads what came after a snapshot that is long out of date", async () => {
    await handle(1, 30);
    const old = await store.latest(model);
    await handle(31, 120, runtime({ ...store, latest: async () => old }));

    expect(old?.sequence).toBeLessThan(100);
    expect(
      (await readState(model, { ledger: store, snapshots: { ...store, latest: async () => old } })).state,
    ).toEqual(await truth());
    expect(await seen()).toEqual(everyone(120));
  });

  it.each([
    ["of another version of the fold", { version: 99 }],
    ["whose state is not of its sequence", { sequence: 3 }],
    ["of another model", { state: initialState("rivers") }],
  ])("leaves a snapshot aside that is %s", async (_which, wrong) => {
    await handle(1, 30);
    const kept = await store.latest(model);
    if (!kept) throw new Error("Nothing was kept.");
    const snapshots = { ...store, latest: async () => ({ ...kept, ...wrong }) };
    await handle(31, 31, runtime(snapshots));

    const { state, after } = await readState(model, { ledger: store, snapshots });
    expect(state).toEqual(await truth());
    expect(after).toBe(0);
    expect(await seen()).toEqual(everyone(31));
  });

  it("goes on from the ledger when the snapshot is ahead of it", async () => {
    await handle(1, 60);
    const ahead = await store.latest(model);
    const restored = ledgerInMemory();
    await restored.append(model, (await store.read(model)).slice(0, 10));
    store = restored;
    await handle(90, 90, runtime({ ...restored, latest: async () => ahead }));

    expect(await seen()).toContain("pause 90");
    expect((await store.read(model)).map(({ sequence }) => sequence)).toEqual(
      (await store.read(model)).map((_, index) => index + 1),
    );
  });

  it("takes each signal of writers who meet once, whoever's snapshot stands", async () => {
    const untilTaken = async (number: number): Promise<void> => {
      // As a queue does with a message whose writer was never first.
      await handle(number, number).catch(() => untilTaken(number));
    };
    const writer = async (numbers: readonly number[]) => {
      for (const number of numbers) await untilTaken(number);
    };
    const numbers = Array.from({ length: 80 }, (_, index) => index + 1);
    await Promise.all([writer(numbers), writer(numbers.toReversed()), writer(numbers.slice(20, 60))]);

    expect((await seen()).toSorted()).toEqual(everyone(80).toSorted());
    expect((await readState(model, { ledger: store, snapshots: store })).state).toEqual(await truth());
  });
});
