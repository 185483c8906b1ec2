import { setImmediate } from "node:timers/promises";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { expect, it } from "vitest";
import { type Ahead, fetchedAhead } from "./fetched-ahead.ts";

interface Thing {
  readonly name: string;
  readonly bytes: number;
}

const things = (...bytes: readonly number[]): Thing[] =>
  bytes.map((size, index) => ({ name: `thing ${index}`, bytes: size }));

/** A place that gives objects a byte at a time, after as many turns as it is told, and keeps account of what is out. */
function place(turns: (thing: Thing) => number = () => 1) {
  const seen = { opened: [] as string[], open: 0, most: 0, held: 0, mostHeld: 0, aborted: [] as string[] };
  return {
    seen,
    async open(thing: Thing, signal: AbortSignal) {
      seen.opened.push(thing.name);
      seen.open += 1;
      seen.most = Math.max(seen.most, seen.open);
      for (let turn = 0; turn < turns(thing); turn += 1) await setImmediate();
      return bytesOf(thing, signal);
    },
  };
  async function* bytesOf({ name, bytes }: Thing, signal: AbortSignal) {
    try {
      for (let index = 0; index < bytes; index += 1) {
        if (signal.aborted) return;
        seen.held += 1;
        seen.mostHeld = Math.max(seen.mostHeld, seen.held);
        yield Uint8Array.of(index);
        await setImmediate();
      }
    } finally {
      seen.open -= 1;
      if (signal.aborted) seen.aborted.push(name);
    }
  }
}

const limits: Ahead = { objects: 3, bytes: 10 };

it("gives objects in their order with all of their bytes, whichever comes first", async () => {
  const integers = seededIntegers(3);
  const all = things(...Array.from({ length: 40 }, () => integers() % 7));
  const { open } = place(() => integers() % 5);
  const given: Thing[] = [];
  for await (const [{ name }, bytes] of fetchedAhead(all, open, limits)) {
    const read: number[] = [];
    for await (const chunk of bytes ?? []) read.push(...chunk);
    expect(read).toEqual(read.map((_, index) => index));
    given.push({ name, bytes: read.length });
  }
  expect(given).toEqual(all);
});

it("fetches so many side by side, and holds no more than the bounds allow", async () => {
  const integers = seededIntegers(4);
  const all = things(...Array.from({ length: 60 }, () => integers() % 9));
  const { seen, open } = place();
  for await (const [{ bytes: size }, bytes] of fetchedAhead(all, open, limits)) {
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    for await (const _ of bytes ?? []);
    seen.held -= size;
  }
  expect(seen.most).toBe(limits.objects);
  expect(seen.mostHeld).toBe(limits.bytes);
});

it("reads what is larger than all that may be held as it arrives, in its turn, and fetches the next meanwhile", async () => {
  const all = things(4, 500, 3, 3);
  const { seen, open } = place();
  let most = 0;
  for await (const [{ name, bytes: size }, bytes] of fetchedAhead(all, open, limits)) {
    if (name === "thing 1") expect(seen.opened).toEqual(["thing 0", "thing 1", "thing 2", "thing 3"]);
    for await (const _ of bytes ?? []) {
      if (size > limits.bytes) seen.held -= 1;
      most = Math.max(most, seen.held);
    }
    if (size <= limits.bytes) seen.held -= size;
  }
  expect(most).toBeLessThanOrEqual(limits.bytes);
});

it("tells what failed when its turn comes, after all before it were given, and lets go of what comes after it", async () => {
  const all = things(...Array.from({ length: 9 }, () => 2));
  const { seen, open } = place();
  const given: string[] = [];
  const read = async () => {
    const failing = async (thing: Thing, signal: AbortSignal) => {
      if (thing.name === "thing 2") throw new Error("thing 2 is out of reach");
      return open(thing, signal);
    };
    for await (const [{ name }, bytes] of fetchedAhead(all, failing, limits)) {
      for await (const _ of bytes ?? []);
      given.push(name);
    }
  };
  await expect(read()).rejects.toThrow("thing 2 is out of reach");
  expect(given).toEqual(["thing 0", "thing 1"]);
  while (seen.open > 0) await setImmediate();
  expect(seen.opened).not.toContain("thing 6");
});

it("fetches nothing more for whoever stops, and lets go of what is on its way", async () => {
  const all = things(...Array.from({ length: 20 }, () => 3));
  const { seen, open } = place();
  for await (const [{ name }] of fetchedAhead(all, open, limits)) if (name === "thing 1") break;
  while (seen.open > 0) await setImmediate();
  expect(seen.opened.length).toBeLessThanOrEqual(2 + limits.objects);
  expect(seen.aborted.length).toBeGreaterThan(0);
});

it("has null in the place of what is not there", async () => {
  const { open } = place();
  const gone = (thing: Thing, signal: AbortSignal) =>
    thing.name === "thing 1" ? Promise.resolve(null) : open(thing, signal);
  const there: boolean[] = [];
  for await (const [, bytes] of fetchedAhead(things(1, 1, 1), gone, limits)) there.push(bytes !== null);
  expect(there).toEqual([true, false, true]);
});
