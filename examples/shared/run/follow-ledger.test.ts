import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { expect, it } from "vitest";
import { LedgerFollower } from "./follow-ledger.ts";

const entry = (sequence: number): Entry => ({
  model: "frost",
  sequence,
  kind: "signal-observed",
  at: "2030-01-01T00:00:00.000Z",
  because: `Entry ${sequence}.`,
  causedBy: `signal-${sequence}`,
  data: { signal: "test" },
});

it("hands on every entry once and in order, those of the last moment too", async () => {
  let ledger: readonly Entry[] = [entry(1)];
  const told: number[] = [];
  const follower = new LedgerFollower({ read: async () => ledger }, "frost", ({ sequence }) =>
    told.push(sequence),
  );
  follower.start(5, () => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  ledger = [entry(1), entry(2), entry(3)];
  await new Promise((resolve) => setTimeout(resolve, 50));
  ledger = [...ledger, entry(4)];
  await follower.stop();
  expect(told).toEqual([1, 2, 3, 4]);
  expect(follower.entries).toHaveLength(4);
});

it("goes on when the ledger could not be read once", async () => {
  let asked = 0;
  const told: number[] = [];
  const failures: unknown[] = [];
  const read = async () => {
    if (++asked === 1) throw new Error("throttled");
    return [entry(1)];
  };
  const follower = new LedgerFollower({ read }, "frost", ({ sequence }) => told.push(sequence));
  follower.start(5, (error) => failures.push(error));
  await new Promise((resolve) => setTimeout(resolve, 60));
  await follower.stop();
  expect(failures).toHaveLength(1);
  expect(told).toEqual([1]);
});
