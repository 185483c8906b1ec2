import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose, golden } from "../golden.fixture.ts";
import {
  populationStabilityIndex,
  psiPValue,
  psiThreshold,
  smoothedShares,
} from "./population-stability-index.ts";
import { binnedDistance, categoryDistance, robustDistance } from "./robust-distance.ts";

const counts = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 12 });

describe("population stability index", () => {
  test.each(golden.psi)("agrees with the reference ($psi)", ({ expected, actual, psi }) => {
    expectClose(populationStabilityIndex(expected, actual), psi);
  });

  test.each(golden.psiThreshold)(
    "its line agrees with the reference ($bins bins, $windowRows rows)",
    (sizes) => {
      expectClose(psiThreshold(sizes), sizes.threshold);
      expectClose(psiPValue(sizes.threshold, sizes), sizes.falseAlarmRate);
    },
  );

  test("of smoothed counts is finite, never negative, and the same both ways", () => {
    fc.assert(
      fc.property(counts, (pairs) => {
        const one = smoothedShares(pairs.map(([count]) => count));
        const other = smoothedShares(pairs.map(([, count]) => count));
        const psi = populationStabilityIndex(one, other);
        expect(Number.isFinite(psi)).toBe(true);
        expect(psi).toBeGreaterThanOrEqual(0);
        expect(populationStabilityIndex(other, one)).toBeCloseTo(psi, 12);
        expect(one.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
      { seed: 51 },
    );
  });

  test("the further away, the less probable; nothing measured is no evidence", () => {
    const sizes = { bins: 10, baselineRows: 1000, windowRows: 100 };
    expect(psiPValue(0, sizes)).toBe(1);
    expect(psiPValue(0.2, sizes)).toBeLessThan(psiPValue(0.1, sizes));
    expect(psiPValue(0.2, { ...sizes, windowRows: 0 })).toBe(1);
  });
});

describe("distance of distributions", () => {
  test.each(golden.twoSamples)(
    "agrees with the reference ($statistic)",
    ({ n, m, statistic, robustLInfinity }) => {
      expectClose(robustDistance(statistic, n, m), robustLInfinity);
    },
  );

  test("over bins never exceeds the distance of the samples", () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const binned = (sample: readonly number[]) =>
          [0, 1, 2, 3].map(
            (bin) => sample.filter((value) => Math.min(3, Math.floor(value / 8)) === bin).length,
          );
        expect(binnedDistance(binned(x), binned(y))).toBeLessThanOrEqual(empiricalDistance(x, y) + 1e-12);
      }),
      { seed: 52 },
    );
  });

  test("between categories is the largest difference of shares", () => {
    expect(categoryDistance([60, 30, 10], [6, 1, 3])).toBeCloseTo(0.2, 12);
  });

  test("to an empty sample is 0, never NaN", () => {
    expect(binnedDistance([0, 0], [1, 2])).toBe(0);
    expect(categoryDistance([1, 2], [0, 0])).toBe(0);
    expect(robustDistance(0.5, 0, 10)).toBe(0);
  });
});

/** Largest distance between the empirical cumulative distributions of two samples (Kolmogorov-Smirnov). */
function empiricalDistance(one: readonly number[], other: readonly number[]): number {
  const share = (sample: readonly number[], at: number) =>
    sample.filter((value) => value <= at).length / sample.length;
  return Math.max(...[...one, ...other].map((at) => Math.abs(share(one, at) - share(other, at))));
}
