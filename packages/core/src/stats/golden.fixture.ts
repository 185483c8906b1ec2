import { expect } from "vitest";
import statistics from "./statistics.fixture.json" with { type: "json" };

/** Numbers from an independent implementation (NumPy and SciPy). */
export const golden = statistics;

/** Agreement to 1e-9 relative; exact where the expected number is 0. */
export function expectClose(actual: number | undefined, expected: number): void {
  expect(actual).toBeDefined();
  const distance = Math.abs((actual ?? Number.NaN) - expected);
  expect(distance, `${actual} is not ${expected}`).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}
