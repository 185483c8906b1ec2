import { expect, it } from "vitest";
import type { NumericBaseline, StringBaseline } from "../baseline/baseline.ts";
import { comparedDistribution } from "./compared-distribution.ts";

function numbers(lower: number, upper: number, missing = 0): NumericBaseline {
  const step = (upper - lower) / 10;
  return {
    kind: "numeric",
    name: "wind",
    present: 100,
    missing,
    standardDeviation: 1,
    buckets: Array.from({ length: 10 }, (_, index) => ({
      lower: lower + index * step,
      upper: lower + (index + 1) * step,
      count: 10,
    })),
  };
}

function texts(categories: Readonly<Record<string, number>>): StringBaseline {
  const counts = Object.values(categories).reduce((sum, count) => sum + count, 0);
  return {
    kind: "string",
    name: "sky",
    present: counts,
    missing: 0,
    categories: Object.entries(categories).map(([value, count]) => ({ value, count })),
  };
}

it("numbers are compared over the same parts, all of both in them", () => {
  const compared = comparedDistribution(numbers(0, 10), numbers(5, 15, 25));
  expect(compared?.bins).toHaveLength(20);
  const sum = (of: "baseline" | "window") => compared?.bins.reduce((all, bin) => all + bin[of], 0);
  expect(sum("baseline")).toBeCloseTo(1);
  expect(sum("window")).toBeCloseTo(1);
  expect(compared?.bins[0]).toMatchObject({ window: 0 });
  expect(compared?.bins.at(-1)).toMatchObject({ baseline: 0 });
  expect(compared?.missing).toEqual({ baseline: 0, window: 0.2 });
});

it("an outlier does not put all other numbers into one part", () => {
  const far = numbers(0, 10);
  const outlier = { ...far, present: 100, buckets: [...far.buckets, { lower: 10, upper: 1e9, count: 0.5 }] };
  const filled = comparedDistribution(numbers(0, 10), outlier)?.bins.filter(({ window }) => window > 0.01);
  expect(filled?.length).toBeGreaterThan(10);
});

it("one number alone, and an atom beside others, count where they lie", () => {
  const constant = { ...numbers(0, 10), buckets: [{ lower: 3, upper: 3, count: 100 }] };
  expect(comparedDistribution(constant, constant)?.bins).toEqual([{ label: "3", baseline: 1, window: 1 }]);
  const compared = comparedDistribution(numbers(0, 10), constant);
  expect(compared?.bins.filter(({ window }) => window > 0)).toHaveLength(1);
});

it("of categories those of the baseline are named, rare ones together, and what it does not know is only counted", () => {
  const compared = comparedDistribution(texts({ sun: 80, rain: 20 }), texts({ sun: 50, hail: 50 }));
  expect(compared).toMatchObject({
    kind: "categories",
    unknown: 0.5,
    bins: [
      { label: "sun", baseline: 0.8, window: 0.5 },
      { label: "rain", baseline: 0.2, window: 0 },
      { label: "not in the baseline", baseline: 0, window: 0.5 },
    ],
  });
  const many = texts(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`c${index}`, 40 - index])));
  const rare = comparedDistribution(many, many);
  expect(rare?.bins).toHaveLength(13);
  expect(rare?.bins.at(-1)?.label).toBe("28 others");
  expect(rare?.bins.reduce((sum, bin) => sum + bin.window, 0)).toBeCloseTo(1);
});

it("numbers and texts are not compared", () => {
  expect(comparedDistribution(numbers(0, 1), texts({ sun: 1 }))).toBeNull();
});
