import { describe, expect, it } from "vitest";
import { regressionMetrics } from "./metrics.ts";

describe("regression metrics", () => {
  it("agrees with numbers worked out by hand", () => {
    const { mae, mse, rmse, r2, within_2c } = regressionMetrics([1, 2, 3, 8], [2, 2, 5, 4]);
    expect(mae.value).toBeCloseTo(7 / 4, 4);
    expect(mse.value).toBeCloseTo(21 / 4, 4);
    expect(rmse.value).toBeCloseTo(Math.sqrt(21 / 4), 4);
    expect(r2.value).toBeCloseTo(1 - 21 / 6.75, 4);
    expect(within_2c.value).toBe(0.75);
  });

  it("gives no deviation under 200 rows, and one near that of the mean above", () => {
    const errors = Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? 1 : 3));
    const zeros = errors.map(() => 0);
    const few = regressionMetrics(errors.slice(0, 199), zeros.slice(0, 199));
    const many = regressionMetrics(errors, zeros);
    expect(few.mae.standard_deviation).toBe("NaN");
    // Absolute errors of 1 and 3 have deviation 1; the mean of 400 of them has 1/20.
    expect(many.mae.standard_deviation).toBeGreaterThan(0.035);
    expect(many.mae.standard_deviation).toBeLessThan(0.065);
  });
});
