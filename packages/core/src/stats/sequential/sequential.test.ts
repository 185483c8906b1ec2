import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { bernoulliConfidenceSequence } from "../bernoulli-confidence-sequence.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { expectClose, golden } from "../golden.fixture.ts";
import { informationPerPair, sprtBoundPairs } from "../sprt-bound.ts";
import { averageRunLength, cusumLine, cusumPath, cusumStep } from "./cusum.ts";

describe("confidence sequence of a rate", () => {
  test.each(golden.bernoulliConfidenceSequence)(
    "agrees with the reference ($successes of $trials)",
    (counts) => {
      const { lower, upper } = bernoulliConfidenceSequence(counts);
      expectClose(lower, counts.lower);
      expectClose(upper, counts.upper);
    },
  );

  test("knows nothing without trials", () => {
    expect(bernoulliConfidenceSequence({ successes: 0, trials: 0, alpha: 0.05 })).toEqual({
      lower: 0,
      upper: 1,
    });
  });

  test("holds the observed rate, and narrows as alpha grows", () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(2_000), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const trials = successes + failures;
        const strict = bernoulliConfidenceSequence({ successes, trials, alpha: 0.001 });
        const loose = bernoulliConfidenceSequence({ successes, trials, alpha: 0.1 });
        expect(loose.lower).toBeLessThanOrEqual(successes / trials + 1e-12);
        expect(loose.upper).toBeGreaterThanOrEqual(successes / trials - 1e-12);
        expect(strict.lower).toBeLessThanOrEqual(loose.lower);
        expect(strict.upper).toBeGreaterThanOrEqual(loose.upper);
      }),
      { seed: 48 },
    );
  });
});

describe("limit of sequential tests", () => {
  test.each(golden.sprtBoundPairs)(
    "agrees with the reference ($pA, $pB)",
    ({ pA, pB, alpha, information, pairs }) => {
      expectClose(informationPerPair(pA, pB), information);
      expectClose(sprtBoundPairs(pA, pB, alpha), pairs);
    },
  );

  test("is infinite for equal rates, and lower for a test that may miss the difference", () => {
    expect(sprtBoundPairs(0.3, 0.3, 0.05)).toBe(Number.POSITIVE_INFINITY);
    expect(sprtBoundPairs(0.3, 0.4, 0.05, 0.2)).toBeLessThan(sprtBoundPairs(0.3, 0.4, 0.05));
    expect(sprtBoundPairs(0, 1, 0.05)).toBeCloseTo(Math.log(20) / (2 * Math.log(2)), 12);
  });
});

describe("CUSUM", () => {
  test.each(golden.cusum)("follows the reference's path and crosses the line at the same score", (run) => {
    const path = cusumPath(run.z, run.k);
    run.path.forEach((expected, index) => {
      expect(path[index]).toBeCloseTo(expected, 12);
    });
    expect(path.findIndex((sum) => sum >= run.h)).toBe(run.alarmAt);
  });

  test("is not moved by a score that is no number", () => {
    expect(cusumStep(2, Number.NaN, 0.5)).toBe(2);
  });

  test("the line of a run length gives that run length", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 1e9, noNaN: true }),
        fc.constantFrom(0.25, 0.5, 1),
        (wanted, k) => {
          expect(averageRunLength(cusumLine(wanted, k), k) / wanted).toBeCloseTo(1, 9);
        },
      ),
      { seed: 49 },
    );
    expect(averageRunLength(4.37, 0.5)).toBeGreaterThan(490);
    expect(averageRunLength(4.37, 0.5)).toBeLessThan(510);
    expect(cusumLine(0, 0.5)).toBe(0);
  });

  test("normal scores without change cross the line of 200 windows every 200 windows on average", () => {
    const generator = xoroshiro128plus(50);
    const line = cusumLine(200, 0.5);
    const runs = 2_000;
    let windows = 0;
    for (let run = 0; run < runs; run += 1) {
      let sum = 0;
      while (sum < line) {
        sum = cusumStep(sum, normalQuantile((generator.next() + 2 ** 31 + 0.5) / 2 ** 32), 0.5);
        windows += 1;
      }
    }
    // Standard error of the mean is about 200/sqrt(2000) = 4.5.
    expect(windows / runs).toBeGreaterThan(182);
    expect(windows / runs).toBeLessThan(218);
  });
});
