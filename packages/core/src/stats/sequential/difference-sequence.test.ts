import { describe, expect, it } from "vitest";
import { seededIntegers } from "../random.ts";
import {
  type DifferenceInterval,
  differenceInterval,
  startDifferenceSequence,
  updateDifferenceSequence,
  valuesOfCounts,
} from "./difference-sequence.ts";

interface Arms {
  readonly champion: (look: number) => number;
  readonly challenger: (look: number) => number;
}

/** The intervals of a trial, look by look: 100 outcomes each, one in five the challenger's. */
function intervals(
  seed: number,
  looks: number,
  rates: Arms,
  designEffect = 1,
): readonly DifferenceInterval[] {
  const random = seededIntegers(seed);
  const chance = (p: number) => random() < p * 2 ** 32;
  const good = (trials: number, rate: number) =>
    Array.from({ length: trials }, () => chance(rate)).filter(Boolean).length;
  let sequence = startDifferenceSequence({
    past: valuesOfCounts({ trials: 100, successes: 100 * rates.champion(0) }),
    bounds: [0, 1],
    smallest: 0.03,
  });
  return Array.from({ length: looks }, (_, look) => {
    const champion = { trials: 80, successes: good(80, rates.champion(look)) };
    const challenger = { trials: 20, successes: good(20, rates.challenger(look)) };
    sequence = updateDifferenceSequence(sequence, [
      { champion: valuesOfCounts(champion), challenger: valuesOfCounts(challenger) },
    ]);
    const interval = differenceInterval(sequence, { designEffect });
    if (!interval) throw new Error("Both arms have outcomes.");
    return interval;
  });
}

/** The share of trials in which an interval of any look misses the difference. */
function missed(rates: Arms, difference: number): number {
  const trials = 300;
  const misses = Array.from({ length: trials }, (_, seed) => intervals(seed, 120, rates)).filter((looks) =>
    looks.some(({ low, high }) => difference < low || difference > high),
  );
  return misses.length / trials;
}

describe("a difference's confidence sequence", () => {
  it.each([
    ["equal rates", 0.5, 0.5],
    ["rare events", 0.02, 0.02],
    ["a rate that the challenger's exceeds by far", 0.05, 0.25],
  ])("holds the difference at every look of nearly all trials: %s", (_, champion, challenger) => {
    const rates = { champion: () => champion, challenger: () => challenger };
    expect(missed(rates, challenger - champion)).toBeLessThanOrEqual(0.05);
  });

  it("is not misled by a level that both arms share and that wanders", () => {
    const level = (look: number) => 0.4 + 0.3 * Math.sin(look / 9);
    expect(missed({ champion: level, challenger: level }, 0)).toBeLessThanOrEqual(0.05);
  });

  it("narrows with what is counted, and finds a difference that matters", () => {
    const looks = intervals(7, 200, { champion: () => 0.5, challenger: () => 0.6 });
    const width = (at: number) => (looks[at]?.high ?? 1) - (looks[at]?.low ?? -1);
    expect(width(199)).toBeLessThan(width(19) / 2);
    expect(looks[199]?.low).toBeGreaterThan(0);
    expect(looks[199]?.difference).toBeCloseTo(0.1, 1);
  });

  it("is wider where outcomes go together", () => {
    const rates = { champion: () => 0.5, challenger: () => 0.5 };
    const [alone, together] = [intervals(3, 60, rates).at(-1), intervals(3, 60, rates, 4).at(-1)];
    const width = (one = alone) => (one?.high ?? 0) - (one?.low ?? 0);
    expect(width(together)).toBeGreaterThan(1.4 * width(alone));
  });

  it("knows nothing while an arm has nothing", () => {
    const nothing = valuesOfCounts({ trials: 0, successes: 0 });
    const sequence = updateDifferenceSequence(
      startDifferenceSequence({ past: nothing, bounds: [0, 1], smallest: 0.02 }),
      [{ champion: valuesOfCounts({ trials: 9, successes: 9 }), challenger: nothing }],
    );
    expect(differenceInterval(sequence)).toBeNull();
  });
});
