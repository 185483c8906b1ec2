import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../distributions/normal.ts";
import { golden } from "../golden.fixture.ts";
import { averageRunLength, cusumStep } from "./cusum.ts";

describe("CUSUM", () => {
  test.each(golden.cusum)("follows the reference's path and crosses the line at the same score", (run) => {
    let sum = 0;
    const path = run.z.map((score) => {
      sum = cusumStep(sum, score, run.k);
      return sum;
    });
    run.path.forEach((expected, index) => {
      expect(path[index]).toBeCloseTo(expected, 12);
    });
    expect(path.findIndex((sum) => sum >= run.h)).toBe(run.alarmAt);
  });

  test("is not moved by a score that is no number", () => {
    expect(cusumStep(2, Number.NaN, 0.5)).toBe(2);
  });

  test("without change crosses a line as seldom as its average run length says", () => {
    expect(averageRunLength(4.37, 0.5)).toBeGreaterThan(490);
    expect(averageRunLength(4.37, 0.5)).toBeLessThan(510);
    const generator = xoroshiro128plus(50);
    const line = 3.5;
    const promised = averageRunLength(line, 0.5);
    const runs = 2_000;
    let windows = 0;
    for (let run = 0; run < runs; run += 1) {
      let sum = 0;
      while (sum < line) {
        sum = cusumStep(sum, normalQuantile((generator.next() + 2 ** 31 + 0.5) / 2 ** 32), 0.5);
        windows += 1;
      }
    }
    // It is about 200, the standard error of the mean 200/sqrt(2000) = 4.5.
    expect(Math.abs(windows / runs - promised)).toBeLessThan(18);
  });
});
