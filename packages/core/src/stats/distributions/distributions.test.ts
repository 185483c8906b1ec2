import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose, golden } from "../golden.fixture.ts";
import { fisherUpperTail } from "../two-samples/fisher-exact.ts";
import { binomialLowerTail } from "./binomial.ts";
import { chiSquareSurvival, chiSquareUpperQuantile } from "./chi-square.ts";
import { logGamma } from "./log-gamma.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

describe("chi-square", () => {
  test.each(golden.chi2Quantile)(
    "quantile $p of $df degrees agrees with the reference",
    ({ p, df, quantile }) => {
      expectClose(chiSquareUpperQuantile(1 - p, df), quantile);
      expectClose(1 - chiSquareSurvival(quantile, df), p);
    },
  );

  test("of two degrees is an exponential distribution, far into its tail", () => {
    expectClose(chiSquareSurvival(60, 2), Math.exp(-30));
    expectClose(chiSquareUpperQuantile(1e-15, 2), -2 * Math.log(1e-15));
  });

  test("quantile and distribution are each other's inverse", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (p, df) => {
          expect(chiSquareSurvival(chiSquareUpperQuantile(p, df), df)).toBeCloseTo(p, 10);
        },
      ),
      { seed: 45 },
    );
  });

  test("without freedom is always 0", () => {
    expect(chiSquareSurvival(0, 0)).toBe(1);
    expect(chiSquareUpperQuantile(0.01, 0)).toBe(0);
  });

  test("ends where its domain ends", () => {
    expect(chiSquareUpperQuantile(1, 4)).toBe(0);
    expect(chiSquareUpperQuantile(0, 4)).toBe(Number.POSITIVE_INFINITY);
    expect(chiSquareSurvival(Number.POSITIVE_INFINITY, 4)).toBe(0);
    expect(chiSquareSurvival(-1, 4)).toBe(1);
  });
});

describe("normal", () => {
  // Wichura's algorithm AS 241, as Python's statistics.NormalDist has it.
  test.each([
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [1e-10, -6.361340902404056],
    [0.5, 0],
  ])("quantile of %f is %f", (probability, quantile) => {
    expectClose(normalQuantile(probability), quantile);
  });

  test("quantile and distribution are each other's inverse, and symmetric", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        const x = normalQuantile(p);
        expect(Math.abs(normalCdf(x) - p)).toBeLessThan(1e-9 * p);
        expect(normalCdf(-x)).toBeCloseTo(1 - p, 12);
      }),
      { seed: 46 },
    );
  });

  test("quantiles of 0 and 1 are infinite", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("binomial lower tail", () => {
  test.each(golden.binomialLowerTail)(
    "of $successes in $trials agrees with the reference",
    ({ successes, trials, rate, probability }) => {
      expectClose(binomialLowerTail(successes, trials, rate), probability);
    },
  );

  test("is certain where all succeed or none can, and impossible where none can fail", () => {
    expect(binomialLowerTail(5, 5, 0.9)).toBe(1);
    expect(binomialLowerTail(0, 0, 0.9)).toBe(1);
    expect(binomialLowerTail(2, 5, 0)).toBe(1);
    expect(binomialLowerTail(2, 5, 1)).toBe(0);
  });
});

describe("Fisher's exact test", () => {
  test.each(golden.fisher)("agrees with the reference ($pValue)", ({ baseline, window, pValue }) => {
    expectClose(fisherUpperTail(baseline, window), pValue);
  });

  test("counts the tables that are as extreme or more", () => {
    // The lady tasting tea: 3 or more of 4 right, (16 + 1) of 70 tables.
    expectClose(fisherUpperTail({ rows: 4, marked: 1 }, { rows: 4, marked: 3 }), 17 / 70);
  });

  test("is 1 when nothing is marked, and never leaves 0 to 1", () => {
    expect(fisherUpperTail({ rows: 1000, marked: 0 }, { rows: 100, marked: 0 })).toBe(1);
    const sample = fc.tuple(fc.nat(300), fc.nat(300)).map(([a, b]) => ({ rows: a + b, marked: a }));
    fc.assert(
      fc.property(sample, sample, (baseline, window) => {
        const p = fisherUpperTail(baseline, window);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
      { seed: 47 },
    );
  });
});

test("the gamma function goes through the factorials and the root of pi", () => {
  expectClose(logGamma(11), Math.log(3_628_800));
  expectClose(logGamma(0.5), Math.log(Math.PI) / 2);
  expect(logGamma(1)).toBeCloseTo(0, 14);
});
