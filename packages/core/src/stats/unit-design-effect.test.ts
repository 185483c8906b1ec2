import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { type UnitOutcomes, unitDesignEffect } from "./unit-design-effect.ts";

/** Units of so many outcomes, which agree with their unit's first one with this probability, else are drawn anew. */
function units(count: number, size: number, agree: number, rate = 0.7): readonly UnitOutcomes[] {
  const random = xoroshiro128plus(91);
  const share = () => (random.next() >>> 0) / 2 ** 32;
  return Array.from({ length: count }, () => {
    const first = share() < rate;
    const rest = Array.from({ length: size - 1 }, () => (share() < agree ? first : share() < rate));
    return { trials: size, successes: [first, ...rest].filter(Boolean).length };
  });
}

describe("the design effect of units", () => {
  it("is 1 where each has one outcome, or outcomes that have nothing to do with each other", () => {
    expect(unitDesignEffect(units(2_000, 1, 0))).toBeCloseTo(1, 2);
    expect(unitDesignEffect(units(2_000, 10, 0))).toBeLessThan(1.1);
    expect(unitDesignEffect([])).toBe(1);
  });

  it("is the size of a unit where its outcomes are one", () => {
    expect(unitDesignEffect(units(2_000, 10, 1))).toBeCloseTo(10, 0);
    expect(unitDesignEffect(units(300, 50, 1))).toBeGreaterThan(48);
  });

  it("agrees with the sum as it is written", () => {
    const some = [
      { trials: 4, successes: 3 },
      { trials: 1, successes: 0 },
      { trials: 7, successes: 7 },
      { trials: 3, successes: 0 },
    ];
    const rate = 10 / 15;
    const squares = some.reduce((sum, { trials, successes }) => sum + (successes - rate * trials) ** 2, 0);
    expect(unitDesignEffect(some)).toBeCloseTo(((squares / (15 * rate * (1 - rate))) * 4) / 3, 12);
  });

  it("is never below 1, though units balance each other", () => {
    expect(
      unitDesignEffect([
        { trials: 10, successes: 5 },
        { trials: 10, successes: 5 },
      ]),
    ).toBe(1);
  });

  it("takes outcomes that are all alike, and those of one unit, to go together wholly", () => {
    const alike = Array.from({ length: 5 }, () => ({ trials: 20, successes: 20 }));
    expect(unitDesignEffect(alike)).toBe(20);
    expect(unitDesignEffect([{ trials: 50, successes: 20 }])).toBe(50);
    expect(unitDesignEffect(Array.from({ length: 5 }, () => ({ trials: 1, successes: 1 })))).toBe(1);
  });
});
