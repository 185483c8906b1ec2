import { describe, expect, it } from "vitest";
import { bothDispersions, type Dispersion, designEffect, noDispersion, withPeriod } from "./dispersion.ts";
import type { ArmCounts } from "./sequential/arm-counts.ts";

function of(periods: readonly ArmCounts[]): Dispersion {
  return periods.reduce<Dispersion>(
    (sum, period, index) => withPeriod(sum, period, periods[index - 1] ?? null),
    noDispersion,
  );
}

/** Periods of 100 whose successes go up and down by so many around 70. */
const swinging = (by: number, count = 200) =>
  Array.from({ length: count }, (_, index) => ({
    trials: 100,
    successes: 70 + (index % 2 === 0 ? by : -by),
  }));

describe("a dispersion", () => {
  it("sums squares of neighbours, whose mean is p (1 - p) when trials are independent", () => {
    const sum = of([
      { trials: 10, successes: 5 },
      { trials: 30, successes: 21 },
    ]);
    expect(sum).toMatchObject({ pairs: 1, trials: 40, successes: 26 });
    expect(sum.squares).toBeCloseTo(0.2 ** 2 / (1 / 10 + 1 / 30), 12);
  });

  it("takes no pair of a period without trials", () => {
    expect(
      of([
        { trials: 0, successes: 0 },
        { trials: 9, successes: 4 },
        { trials: 0, successes: 0 },
      ]),
    ).toMatchObject({ pairs: 0, squares: 0, trials: 9 });
  });

  it("of two days is the sum of both", () => {
    const [one, other] = [of(swinging(5, 10)), of(swinging(9, 12))];
    expect(bothDispersions(one, other)).toEqual({
      pairs: 20,
      squares: one.squares + other.squares,
      trials: 2_200,
      successes: one.successes + other.successes,
    });
  });
});

describe("a design effect", () => {
  it("is by how much the squares are above what independent trials have", () => {
    // (0.4)^2 / (2 / 100) over 0.7 * 0.3.
    expect(designEffect(of(swinging(20)), 2)).toBeCloseTo(8 / 0.21, 1);
  });

  it("is 1 below that, while it may be chance, and where there is nothing to tell it by", () => {
    expect(designEffect(of(swinging(1)), 2)).toBe(1);
    expect(designEffect(of(swinging(4, 6)), 2)).toBe(1);
    expect(designEffect(noDispersion, 2)).toBe(1);
    expect(
      designEffect(
        of([
          { trials: 9, successes: 9 },
          { trials: 9, successes: 9 },
        ]),
        2,
      ),
    ).toBe(1);
  });

  it("asks for more of fewer pairs", () => {
    const few = of(swinging(4, 12));
    expect(designEffect(few, 0)).toBeGreaterThan(1);
    expect(designEffect(few, 2.5)).toBe(1);
    expect(designEffect(of(swinging(4)), 2.5)).toBeGreaterThan(1);
    expect(designEffect(of(swinging(30, 9)), 0)).toBe(1);
  });
});
