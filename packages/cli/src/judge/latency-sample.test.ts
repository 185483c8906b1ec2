import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, test } from "vitest";
import { shuffled } from "./experiment.fixture.ts";
import { LatencySample } from "./latency-sample.ts";
import type { KeptRow } from "./row-shelf.ts";

function rows(count: number, seed: number): readonly KeptRow[] {
  const random = seededIntegers(seed);
  return Array.from({ length: count }, (_, at) => ({
    isChallenger: false,
    requestedAt: at,
    knownAt: at,
    unit: null,
    success: true,
    isError: false,
    latencyMilliseconds: integerBelow(1_000_000, random) / 1_000,
  }));
}

function quantileOf(all: readonly KeptRow[]): number | null {
  const sample = new LatencySample();
  for (const row of all) sample.add(row);
  return sample.quantile(0.99);
}

describe("the latencies that a percentile is read of", () => {
  test("are all of them up to ten thousand, by nearest rank", () => {
    const all = rows(10_000, 1);
    const sorted = all.map((row) => row.latencyMilliseconds ?? 0).toSorted((one, other) => one - other);
    expect(quantileOf(all)).toBe(sorted[9_899]);
    expect(quantileOf(rows(1, 2))).toBe(rows(1, 2)[0]?.latencyMilliseconds);
    expect(quantileOf([])).toBeNull();
    expect(quantileOf(rows(5, 3).map((row) => ({ ...row, latencyMilliseconds: null })))).toBeNull();
  });

  test("are the same ten thousand of more in any order, and near to all", () => {
    const all = rows(70_000, 4);
    const found = quantileOf(all);
    expect(quantileOf(shuffled(all, 5))).toBe(found);
    expect(Math.abs((found ?? 0) - 990)).toBeLessThan(4);
  });
});
