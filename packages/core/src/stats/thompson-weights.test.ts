import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { golden } from "./golden.fixture.ts";
import { probabilityBetter, thompsonWeight } from "./thompson-weights.ts";

const arm = fc
  .tuple(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(trials * share) }));

describe("Thompson weights", () => {
  test.each(golden.thompson)("agree with the reference ($probabilityBetter)", (one) => {
    const difference = probabilityBetter(one.champion, one.challenger) - one.probabilityBetter;
    expect(Math.abs(difference)).toBeLessThan(1e-6);
  });

  test("of two arms add up to 1, and rise with the challenger's successes", () => {
    fc.assert(
      fc.property(arm, arm, (champion, challenger) => {
        const better = probabilityBetter(champion, challenger);
        expect(probabilityBetter(challenger, champion)).toBeCloseTo(1 - better, 6);
        const more = { ...challenger, successes: Math.min(challenger.trials, challenger.successes + 1) };
        expect(probabilityBetter(champion, more)).toBeGreaterThanOrEqual(better - 1e-6);
      }),
      { seed: 78, numRuns: 60 },
    );
  });

  test("leave each arm the least share, so that both go on being measured", () => {
    const [bad, good] = [
      { trials: 1_000, successes: 100 },
      { trials: 1_000, successes: 900 },
    ];
    expect(thompsonWeight(bad, good)).toBe(0.95);
    expect(thompsonWeight(good, bad, 0.1)).toBe(0.1);
    expect(thompsonWeight(good, bad, Number.NaN)).toBeLessThan(1e-6);
  });

  test("of hostile counts are never NaN", () => {
    const count = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0.5));
    const odd = fc.record({ trials: count, successes: count });
    fc.assert(
      fc.property(odd, odd, (champion, challenger) => {
        expect(thompsonWeight(champion, challenger)).not.toBeNaN();
      }),
      { seed: 79, numRuns: 60 },
    );
  });
});
