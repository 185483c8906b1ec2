import { expectClose, golden } from "@driftwheel/core/stats/golden.fixture.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf } from "./beta-distribution.ts";

describe("beta distribution", () => {
  test.each(golden.betaCdf)("agrees with the reference ($a, $b at $x)", ({ a, b, x, cdf }) => {
    expectClose(betaCdf(x, a, b), cdf);
  });

  const parameter = fc.double({ min: 0.01, max: 1e5, noNaN: true });

  test("is 1 less its mirror, from 0 to 1, and rises", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        parameter,
        parameter,
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (x, a, b, more) => {
          const below = betaCdf(x, a, b);
          expect(below).toBeGreaterThanOrEqual(0);
          expect(below).toBeLessThanOrEqual(1);
          expect(betaCdf(1 - x, b, a)).toBeCloseTo(1 - below, 6);
          expect(betaCdf(x + more, a, b)).toBeGreaterThanOrEqual(below - 1e-9);
        },
      ),
      { seed: 61 },
    );
  });

  test("has no value for parameters that are not above 0", () => {
    expect(betaCdf(0.5, 0, 1)).toBeNaN();
    expect(betaCdf(-1, 2, 2)).toBe(0);
    expect(betaCdf(2, 2, 2)).toBe(1);
  });
});
