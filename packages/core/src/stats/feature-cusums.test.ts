import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { normalCdf, normalQuantile } from "./distributions/normal.ts";
import {
  alarmedFeatures,
  combinedScore,
  type FeatureCusums,
  featureCusumLine,
  updateFeatureCusums,
} from "./feature-cusums.ts";
import { cusumLine, cusumStep } from "./sequential/cusum.ts";

const generator = xoroshiro128plus(80);
const uniform = () => (generator.next() + 2 ** 31 + 0.5) / 2 ** 32;

describe("CUSUMs of features", () => {
  test("follow each feature by itself, and name those above the line, the highest first", () => {
    let cusums: FeatureCusums = new Map();
    for (let window = 0; window < 4; window += 1) {
      const scores = new Map([
        ["steady", 0],
        ["drifting", 2],
        ["wild", 40],
      ]);
      cusums = updateFeatureCusums(cusums, scores, 0.5);
    }
    expect(Object.fromEntries(cusums)).toEqual({ steady: 0, drifting: 6, wild: 10 });
    expect(alarmedFeatures(cusums, 6)).toEqual(["wild", "drifting"]);
    expect(alarmedFeatures(cusums, 0)).toEqual(["wild", "drifting"]);
  });

  test("a feature that was not measured keeps its sum", () => {
    const before: FeatureCusums = new Map([["a", 3]]);
    expect(updateFeatureCusums(before, new Map([["a", Number.NaN]]), 0.5).get("a")).toBe(3);
    expect(updateFeatureCusums(before, new Map(), 0.5).get("a")).toBe(3);
  });

  test("of many features together raise no more false alarms than one was promised to", () => {
    const [features, wanted, k] = [40, 400, 0.5];
    const line = featureCusumLine(wanted, features, k);
    let alarms = 0;
    const windows = 12_000;
    const sums = new Float64Array(features);
    for (let window = 0; window < windows; window += 1) {
      for (let feature = 0; feature < features; feature += 1) {
        const sum = cusumStep(sums[feature] ?? 0, normalQuantile(uniform()), k);
        alarms += sum >= line ? 1 : 0;
        sums[feature] = sum >= line ? 0 : sum;
      }
    }
    // 30 expected; the deviation of a Poisson count of that size is 5.5.
    expect(alarms).toBeGreaterThan(12);
    expect(alarms).toBeLessThan(47);
    expect(line).toBeGreaterThan(cusumLine(wanted, k));
  });
});

describe("combined score of a window", () => {
  test("is standard normal for independent features without drift", () => {
    const scores = Array.from({ length: 3_000 }, () => combinedScore(Array.from({ length: 25 }, uniform)));
    for (const quantile of [-1, 0, 1, 2]) {
      const below = scores.filter((score) => score <= quantile).length / scores.length;
      expect(Math.abs(below - normalCdf(quantile))).toBeLessThan(0.03);
    }
  });

  test("is the same in any order, falls as a p-value rises, and is never NaN", () => {
    const pValue = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 1, Number.NaN, -1, 2),
    );
    fc.assert(
      fc.property(fc.array(pValue), (pValues) => {
        const score = combinedScore(pValues);
        expect(score).toBeGreaterThanOrEqual(-3);
        expect(score).toBeLessThanOrEqual(3);
        expect(combinedScore([...pValues].reverse())).toBe(score);
        expect(combinedScore(pValues.map((value) => Math.min(1, value * 1.5)))).toBeLessThanOrEqual(score);
      }),
      { seed: 81 },
    );
    expect(combinedScore([])).toBe(0);
  });
});
