import { describe, expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { runKinds } from "./run-kinds.ts";
import { runsOf } from "./runs-of.ts";
import { TrackingInMemory } from "./testing/tracking-in-memory.ts";
import { trackEntry } from "./track-entry.ts";

const place = { region: "eu-west-1", studioDomain: null };
const told = sampleLedger.filter(({ kind }) => runKinds.has(kind));
const whole = async () => sampleLedger;

/** What the server holds, by the run's key. */
function held({ runs }: TrackingInMemory) {
  return runs
    .map(({ name, status, startTime, endTime, params, tags, points }) => ({
      ...{ key: tags["driftwheel.run"], name, status, startTime, endTime, params, tags },
      metrics: points.toSorted((one, other) => one.step - other.step || one.timestamp - other.timestamp),
    }))
    .toSorted((one, other) => one.startTime - other.startTime);
}

function expected(entries: readonly Entry[]) {
  return runsOf(entries, place).map(({ entries: _, ...run }) => run);
}

it("the server holds exactly the runs of the ledger, whoever tells of which entry and however often", async () => {
  const tracking = new TrackingInMemory();
  for (const entry of [...told, ...told.toReversed()]) {
    await trackEntry(entry, { tracking, ledger: whole, place });
  }
  expect(held(tracking)).toEqual(expected(sampleLedger));
});

it("a run grows with the ledger, and nothing is written twice even where the store would keep it", async () => {
  const tracking = new TrackingInMemory({ keepsRepeats: true });
  for (const entry of told) {
    const known = sampleLedger.slice(0, entry.sequence);
    await trackEntry(entry, { tracking, ledger: async () => known, place });
    expect(held(tracking)).toEqual(expected(known));
  }
});

it("who has read an older ledger leaves a run that has ended as it is", async () => {
  const tracking = new TrackingInMemory();
  for (const entry of told) await trackEntry(entry, { tracking, ledger: whole, place });
  for (const entry of told) {
    const known = sampleLedger.slice(0, entry.sequence);
    await trackEntry(entry, { tracking, ledger: async () => known, place });
    expect(held(tracking)).toEqual(expected(sampleLedger));
  }
});

it("tells the ids of the runs that an entry is told of, and of no others", async () => {
  const tracking = new TrackingInMemory();
  const [first] = told;
  if (!first) throw new Error("the sample tells nothing");
  const ids = await trackEntry(first, { tracking, ledger: whole, place });
  expect(Object.values(ids)).toEqual(tracking.runs.map(({ id }) => id));
  expect(await trackEntry({ sequence: 1 }, { tracking, ledger: whole, place })).toEqual({});
});

describe("two at once", () => {
  /** Lets another one act between any two requests, in an order that the seed says. */
  function interleaved(seed: number) {
    let state = seed;
    return async () => {
      state = (state * 48_271) % 2_147_483_647;
      for (let turns = state % 7; turns > 0; turns--) await Promise.resolve();
    };
  }

  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    "leave each run once, with all of it (order %i)",
    async (seed) => {
      const pause = interleaved(seed);
      const tracking = new TrackingInMemory({ before: pause, after: pause });
      let known = 0;
      const ledger = async () => {
        await pause();
        return sampleLedger.slice(0, known);
      };
      const attempts: Promise<void>[] = [];
      for (const entry of told) {
        known = Math.max(known, entry.sequence);
        attempts.push(untilDone(() => trackEntry(entry, { tracking, ledger, place })));
        await pause();
      }
      known = sampleLedger.length;
      await Promise.all(attempts);
      expect(held(tracking)).toEqual(expected(sampleLedger));
    },
  );
});

describe.each(["before", "after"] as const)("a machine that dies %s a request", (when) => {
  it("leaves nothing behind that the next attempt does not mend", async () => {
    let requests = Number.POSITIVE_INFINITY;
    for (let dies = 1; dies <= requests; dies++) {
      let made = 0;
      const die = async () => {
        made++;
        if (made === dies) throw new Error("the machine is gone");
      };
      const tracking = new TrackingInMemory({ [when]: die, keepsRepeats: true });
      for (const entry of told) await untilDone(() => trackEntry(entry, { tracking, ledger: whole, place }));
      requests = Math.min(requests, made);
      expect(held(tracking)).toEqual(expected(sampleLedger));
    }
    expect(requests).toBeGreaterThan(10);
  });
});

it("a run that somebody deleted is written anew by the next entry that is told of it", async () => {
  const tracking = new TrackingInMemory();
  for (const entry of told) await trackEntry(entry, { tracking, ledger: whole, place });
  const [first] = tracking.runs;
  await tracking.delete(first?.id ?? "");
  for (const entry of told) await trackEntry(entry, { tracking, ledger: whole, place });
  expect(held(tracking)).toEqual(expected(sampleLedger));
});

it("a ledger that goes on and on is written later", async () => {
  const promoted = sampleLedger.find(({ kind }) => kind === "rollout-promoted");
  if (!promoted) throw new Error("the sample promotes nothing");
  let readings = 0;
  const ledger = async () => {
    readings++;
    return sampleLedger.map((one) => (one === promoted ? { ...one, because: `reading ${readings}` } : one));
  };
  await expect(trackEntry(promoted, { tracking: new TrackingInMemory(), ledger, place })).rejects.toThrow(
    "the ledger went on 5 times while a run was written",
  );
});

/** As a delivery does it: what failed is attempted again. */
async function untilDone(attempt: () => Promise<unknown>): Promise<void> {
  for (let made = 1; ; made++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (made === 20) throw error;
    }
  }
}
