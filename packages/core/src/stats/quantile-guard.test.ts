import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exceedances,
  mergedSketch,
  relativeAccuracy,
  sketchOf,
  startQuantileGuard,
  updateQuantileGuard,
} from "./quantile-guard.ts";
import { logE } from "./sequential/block-e-process.ts";

const latency = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const champion = sketchOf(Array.from({ length: 10_000 }, (_, index) => 20 + (index % 100)));
const settings = { champion, quantile: 0.9, minimumRise: 0.05, seedWeight: 100 };

describe("quantile guard", () => {
  test("freezes the champion's quantile within the sketch's accuracy", () => {
    const guard = startQuantileGuard(settings);
    expect(Math.abs((guard?.line ?? 0) / 109 - 1)).toBeLessThanOrEqual(relativeAccuracy);
  });

  test("there is nothing to hold a challenger against when the champion had no traffic", () => {
    expect(startQuantileGuard({ ...settings, champion: sketchOf([]) })).toBeNull();
  });

  test("sketches of parts are merged into the sketch of all, and stay as they were", () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1 }), fc.array(latency, { minLength: 1 }), (one, other) => {
        const [first, second] = [sketchOf(one), sketchOf(other)];
        const merged = mergedSketch([first, second]);
        mergedSketch([merged, second]);
        const whole = sketchOf([...one, ...other]);
        for (const quantile of [0, 0.5, 0.99, 1]) {
          expect(merged.getValueAtQuantile(quantile)).toBe(whole.getValueAtQuantile(quantile));
        }
        expect([first.count, second.count]).toEqual([one.length, other.length]);
      }),
      { seed: 77 },
    );
  });

  test("counts what exceeds the line; what is no latency is no trial", () => {
    expect(exceedances([5, 10, 11, -1, Number.NaN, Number.POSITIVE_INFINITY], 10)).toEqual({
      trials: 3,
      successes: 1,
    });
  });

  test("a challenger as slow as the champion raises no evidence, a slower one does", () => {
    let equal = startQuantileGuard(settings);
    let slower = equal;
    for (let look = 0; look < 20; look += 1) {
      if (!equal || !slower) throw new Error("The champion's sketch is not empty.");
      const arm = { trials: 100, successes: 10 };
      equal = updateQuantileGuard(equal, { champion: arm, challenger: arm });
      slower = updateQuantileGuard(slower, { champion: arm, challenger: { trials: 100, successes: 18 } });
    }
    expect(equal && logE(equal.process)).toBeLessThan(0);
    expect(slower && logE(slower.process)).toBeGreaterThan(Math.log(40));
  });
});
