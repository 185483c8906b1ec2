import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../values/value.ts";
import { cellsOf } from "../window/cells.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import type { FeatureBaseline, NumericBaseline, StringBaseline } from "./baseline.ts";
import { type Bins, categoryBins, numericBins } from "./bins.ts";

/** Counts the values over the feature's cells, as the monitor does, and bins them. */
function binned(feature: FeatureBaseline, values: readonly Value[]): Bins {
  const cells = cellsOf(feature);
  const counts = Array.from({ length: cells.size }, () => 0);
  for (const value of values) counts[cells.of(value)] = (counts[cells.of(value)] ?? 0) + 1;
  return feature.kind === "numeric"
    ? numericBins(feature, counts)
    : categoryBins(feature, { counts, unknown: counts[cells.unknown] ?? 0 });
}

/** Buckets 0 to 10, 10 to 20, ... as Model Monitor writes them: the outer ones all but empty. */
function numeric(counts: readonly number[]): NumericBaseline {
  return {
    kind: "numeric",
    name: "high",
    present: counts.reduce((sum, count) => sum + count, 0),
    missing: 0,
    standardDeviation: null,
    buckets: counts.map((count, index) => ({ lower: index * 10, upper: (index + 1) * 10, count })),
  };
}

const repeated = (value: number, times: number) => Array.from({ length: times }, () => value);

test("a value at a bound counts to the bucket that it begins, values beyond the range to the outermost", () => {
  const values = [...repeated(10, 40), ...repeated(-5, 30), ...repeated(99, 20), ...repeated(20, 10)];
  expect(binned(numeric([100, 100, 100]), values)).toEqual({
    baseline: [100, 100, 100],
    window: [30, 40, 30],
    ordered: true,
  });
});

test("buckets that would hold fewer than five of the window's rows are put together with their neighbours", () => {
  // 100 rows of 1000: a bucket must hold 50 in the baseline.
  const { baseline, window } = binned(numeric([10, 30, 460, 460, 39, 1]), repeated(25, 100));
  expect(baseline).toEqual([500, 500]);
  expect(window).toEqual([100, 0]);
});

test("rare categories and unknown ones are one bin", () => {
  const feature: StringBaseline = {
    kind: "string",
    name: "sky",
    present: 1000,
    missing: 0,
    categories: [
      { value: "sun", count: 600 },
      { value: "cloud", count: 300 },
      { value: "fog", count: 40 },
    ],
  };
  const values = ["sun", "fog", "hail", ...Array.from({ length: 97 }, () => "cloud")];
  // 60 of the baseline's rows are of categories that it does not list.
  expect(binned(feature, values)).toEqual({
    baseline: [600, 300, 100],
    window: [1, 97, 2],
    ordered: false,
  });
});

test("no row is lost, whatever is put together", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(300), { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: -20, max: 140 }), { maxLength: 200 }),
      (counts, values) => {
        const { baseline, window } = binned(numeric(counts), values);
        const total = (list: readonly number[]) => list.reduce((sum, count) => sum + count, 0);
        expect(total(baseline)).toBe(total(counts));
        expect(total(window)).toBe(values.length);
        expect(baseline).toHaveLength(window.length);
      },
    ),
    { seed: 66 },
  );
});

test("a value finds its bucket among many, too", () => {
  const feature = numeric(Array.from({ length: 50 }, () => 10_000));
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 520 }), (value) => {
      const counter = new WindowCounter({ rows: 500_000, features: [feature], skipped: [] }, [feature.name]);
      counter.add([value]);
      expect(counter.state().features[0]?.counts.indexOf(1)).toBe(
        Math.min(49, Math.max(0, Math.floor(value / 10))),
      );
    }),
    { seed: 73, numRuns: 300 },
  );
});
