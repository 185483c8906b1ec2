import { describe, expect, it } from "vitest";
import { clumping } from "./clumping.ts";
import { seededIntegers } from "./random.ts";
import type { ArmCounts } from "./sequential/arm-counts.ts";

/** Periods in which clumps of requests go to one arm together, each spread over so many periods. */
function periods(
  {
    count,
    clumps,
    size,
    over = 1,
    share = 0.5,
  }: {
    count: number;
    clumps: number;
    size: number;
    over?: number;
    share?: number;
  },
  seed = 3,
): readonly ArmCounts[] {
  const random = seededIntegers(seed);
  const found = Array.from({ length: count }, () => ({ trials: 0, successes: 0 }));
  for (let period = 1 - over; period < count; period += 1) {
    for (let clump = 0; clump < clumps; clump += 1) {
      const isChallenger = random() < share * 2 ** 32;
      for (let one = 0; one < size; one += 1) {
        const at = found[period + Math.floor((random() * over) / 2 ** 32)];
        if (!at) continue;
        at.trials += 1;
        if (isChallenger) at.successes += 1;
      }
    }
  }
  return found;
}

describe("how much counts clump", () => {
  it("is 1 for counts that are assigned one by one, whatever their share", () => {
    const seeds = Array.from({ length: 50 }, (_, seed) => seed);
    for (const share of [0.05, 0.5]) {
      const found = seeds.map((seed) =>
        clumping([periods({ count: 120, clumps: 50, size: 1, share }, seed)]),
      );
      expect(found.filter((effect) => effect === 1).length).toBeGreaterThanOrEqual(40);
    }
  });

  it("is at least the clumps' size", () => {
    expect(clumping([periods({ count: 64, clumps: 20, size: 10 })])).toBeGreaterThanOrEqual(10);
  });

  it("is found of clumps that last longer than a period, which minutes alone hardly show", () => {
    const long = { count: 600, clumps: 5, size: 40, over: 40 };
    expect(clumping([periods(long)])).toBeGreaterThanOrEqual(40);
  });

  it("is none where the share is off the whole time, nor where it differs between runs", () => {
    const runs = [0.05, 0.3].map((share, seed) =>
      periods({ count: 40, clumps: 50, size: 1, share }, seed + 7),
    );
    expect(clumping(runs)).toBe(1);
  });

  it("is unknown of a few periods, and of periods in which nobody came", () => {
    expect(clumping([])).toBeNull();
    expect(clumping([periods({ count: 15, clumps: 20, size: 1 })])).toBeNull();
    expect(clumping([Array.from({ length: 100 }, () => ({ trials: 0, successes: 0 }))])).toBeNull();
  });

  it("is taken to be large while sessions could hide in so few periods", () => {
    expect(clumping([periods({ count: 59, clumps: 50, size: 1 }, 1)])).toBe(100);
    expect(clumping([periods({ count: 60, clumps: 50, size: 1 }, 1)])).toBe(1);
  });

  it("is 1 where all went to one arm", () => {
    expect(clumping([periods({ count: 80, clumps: 20, size: 3, share: 0 })])).toBe(1);
  });
});
