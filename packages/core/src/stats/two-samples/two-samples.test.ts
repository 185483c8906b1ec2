import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose, golden } from "../golden.fixture.ts";
import { jensenShannonDivergence } from "../jensen-shannon.ts";
import { kolmogorovSmirnov, kolmogorovSmirnovPValue, normalShift } from "../kolmogorov-smirnov.ts";
import { standardisedWasserstein1, wasserstein1 } from "../wasserstein.ts";

const counts = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 12 });
const hostile = fc.array(
  fc.oneof(
    fc.double({ noNaN: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MAX_VALUE, -0),
  ),
  { maxLength: 30 },
);

describe("Kolmogorov-Smirnov", () => {
  test.each(golden.twoSamples)("agrees with the reference ($statistic)", (sample) => {
    const { distance, pValue, shift } = kolmogorovSmirnov(sample.x, sample.y);
    expectClose(distance, sample.statistic);
    expectClose(pValue, sample.pValue);
    expectClose(shift, sample.shift);
  });

  test("the exact and the limiting p-value meet where one takes over from the other", () => {
    const exact = kolmogorovSmirnovPValue(0.22, 100, 100);
    const limit = kolmogorovSmirnovPValue(0.22, 100.5, 100.5);
    expect(exact / limit).toBeGreaterThan(0.8);
    expect(exact / limit).toBeLessThan(1.3);
  });

  test("of many rows finds a small shift for certain, and says that it is small", () => {
    expect(kolmogorovSmirnovPValue(0.012, 100_000, 100_000)).toBeLessThan(1e-5);
    expect(normalShift(0.012)).toBeCloseTo(0.03, 3);
  });

  test("is the same whatever the order, and its distance and p-value the same both ways", () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, values, (x, y) => {
        const one = kolmogorovSmirnov(x, y);
        expect(kolmogorovSmirnov([...x].reverse(), [...y].reverse())).toEqual(one);
        const other = kolmogorovSmirnov(y, x);
        expect(other.distance).toBeCloseTo(one.distance, 12);
        expect(other.pValue).toBeCloseTo(one.pValue, 12);
      }),
      { seed: 53 },
    );
  });

  test("the further apart, the less probable and the larger the effect; never NaN", () => {
    const distance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(distance, distance, fc.nat(3_000), fc.nat(3_000), (one, other, n, m) => {
        const [near, far] = one < other ? [one, other] : [other, one];
        expect(kolmogorovSmirnovPValue(far, n, m)).toBeLessThanOrEqual(
          kolmogorovSmirnovPValue(near, n, m) + 1e-12,
        );
        expect(normalShift(far)).toBeGreaterThanOrEqual(normalShift(near));
      }),
      { seed: 54 },
    );
    fc.assert(
      fc.property(hostile, hostile, (x, y) => {
        for (const number of Object.values(kolmogorovSmirnov(x, y))) expect(number).not.toBeNaN();
      }),
      { seed: 55 },
    );
  });
});

describe("Jensen-Shannon divergence", () => {
  test.each(golden.jensenShannonDivergence)("agrees with the reference ($divergenceNats)", (bins) => {
    expectClose(jensenShannonDivergence(bins.p, bins.q), bins.divergenceNats);
  });

  test("is between 0 and ln 2, the same both ways and for counts and shares", () => {
    fc.assert(
      fc.property(counts, (pairs) => {
        const p = pairs.map(([count]) => count);
        const q = pairs.map(([, count]) => count);
        const divergence = jensenShannonDivergence(p, q);
        expect(divergence).toBeGreaterThanOrEqual(0);
        expect(divergence).toBeLessThanOrEqual(Math.LN2);
        expect(jensenShannonDivergence(q, p)).toBeCloseTo(divergence, 12);
        expect(
          jensenShannonDivergence(
            p.map((count) => count * 7),
            q,
          ),
        ).toBeCloseTo(divergence, 12);
      }),
      { seed: 56 },
    );
  });

  test("grows as mass moves away, and is ln 2 when nothing is shared", () => {
    const moved = [0, 0.2, 0.4, 0.6].map((share) => jensenShannonDivergence([1, 0], [1 - share, share]));
    expect(moved).toEqual([...moved].sort((one, other) => one - other));
    expect(jensenShannonDivergence([5, 0], [0, 3])).toBeCloseTo(Math.LN2, 12);
  });

  test("of nothing is 0, and of anything never NaN", () => {
    expect(jensenShannonDivergence([], [1])).toBe(0);
    fc.assert(
      fc.property(hostile, hostile, (p, q) => {
        expect(jensenShannonDivergence(p, q)).not.toBeNaN();
      }),
      { seed: 57 },
    );
  });
});

describe("Wasserstein-1 distance", () => {
  test.each(golden.twoSamples)("agrees with the reference ($wasserstein1)", (sample) => {
    expectClose(wasserstein1(sample.x, sample.y), sample.wasserstein1);
    expectClose(standardisedWasserstein1(sample.x, sample.y), sample.wasserstein1InSigmas);
  });

  const finite = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });

  test("of a sample moved by c is |c|, and 0 to itself", () => {
    fc.assert(
      fc.property(finite, fc.double({ min: -100, max: 100, noNaN: true }), (x, by) => {
        expect(
          wasserstein1(
            x,
            x.map((value) => value + by),
          ),
        ).toBeCloseTo(Math.abs(by), 5);
        expect(wasserstein1(x, [...x].reverse())).toBe(0);
      }),
      { seed: 58 },
    );
  });

  test("is the same both ways, and in standard deviations the same in every unit", () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const distance = wasserstein1(x, y);
        expect(Math.abs(wasserstein1(y, x) - distance)).toBeLessThanOrEqual(1e-9 * Math.max(1, distance));
        fc.pre(new Set(x).size > 1 && Math.max(...x) - Math.min(...x) > 1e-3);
        const relative = standardisedWasserstein1(x, y);
        const inOther = standardisedWasserstein1(
          x.map((value) => value * 1000),
          y.map((value) => value * 1000),
        );
        expect(Math.abs(inOther - relative)).toBeLessThanOrEqual(1e-6 * Math.max(1, relative));
      }),
      { seed: 59 },
    );
  });

  test("from a reference that never varied is infinite, of nothing 0, of anything never NaN", () => {
    expect(standardisedWasserstein1([3, 3, 3], [4])).toBe(Number.POSITIVE_INFINITY);
    expect(wasserstein1([], [1])).toBe(0);
    fc.assert(
      fc.property(hostile, hostile, (x, y) => {
        expect(wasserstein1(x, y)).not.toBeNaN();
        expect(standardisedWasserstein1(x, y)).not.toBeNaN();
      }),
      { seed: 60 },
    );
  });
});
