import { golden } from "@driftwheel/core/stats/golden.fixture.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { probabilityBetter } from "./probability-better.ts";

const arm = fc
  .tuple(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(trials * share) }));

describe("the probability that the challenger is better", () => {
  test.each(golden.thompson)("agrees with the reference ($probabilityBetter)", (one) => {
    const difference = probabilityBetter(one.champion, one.challenger) - one.probabilityBetter;
    expect(Math.abs(difference)).toBeLessThan(1e-6);
  });

  test("of two arms adds up to 1, and rises with the challenger's successes", () => {
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

  test("of hostile counts is never NaN", () => {
    const count = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0.5));
    const odd = fc.record({ trials: count, successes: count });
    fc.assert(
      fc.property(odd, odd, (champion, challenger) => {
        expect(probabilityBetter(champion, challenger)).not.toBeNaN();
      }),
      { seed: 79, numRuns: 60 },
    );
  });
});
