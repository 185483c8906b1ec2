import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import type { Value } from "../values/value.ts";
import { WindowCounter } from "./counting/window-counter.ts";
import { mostNewCategories, mostSampled, type WindowState } from "./window-state.ts";
import { windowStatistics } from "./window-statistics.ts";

const columns = ["high", "sky"];
const trained = statisticsOf(
  Array.from({ length: 200 }, (_, index) => [index / 2, index % 3 === 0 ? "sun" : "fog"]),
  columns,
);
const baseline = read(JSON.stringify(trained));

function read(text: string): Baseline {
  const parsed = parseBaseline(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

type Row = readonly (Value | undefined)[];

function counted(rows: readonly Row[]): WindowState {
  const counter = new WindowCounter(baseline, columns);
  for (const row of rows) counter.add(row);
  return counter.state();
}

function numbers({ features }: WindowState) {
  const [high] = features;
  if (high?.kind !== "numeric") throw new Error("the feature is numeric");
  return high;
}

function texts({ features }: WindowState) {
  const sky = features[1];
  if (sky?.kind !== "string") throw new Error("the feature has texts");
  return sky;
}

describe("the state of a window", () => {
  test("counts what is missing, what is no number and what has no column", () => {
    const state = counted([
      [1, "sun"],
      [null, "fog"],
      ["NaN", "hail"],
      ["wet", undefined],
      [undefined, ""],
      [true, "sun"],
    ]);
    expect(numbers(state)).toMatchObject({ numbers: 1, other: 2, missing: 3, absent: 1 });
    expect(texts(state)).toMatchObject({
      unknown: 1,
      missing: 2,
      absent: 1,
      fresh: [{ value: "hail", count: 1 }],
    });
    expect(state.rows).toBe(6);
  });

  test("is plain data that JSON keeps as it is", () => {
    for (const state of [
      counted([]),
      counted([
        [1, "sun"],
        [-3.5, "hail"],
      ]),
    ]) {
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });

  test("does not grow with the rows: neither its sample nor its new categories", () => {
    const counter = new WindowCounter(baseline, columns);
    const long = "x".repeat(1_000);
    for (let row = 0; row < 10_000; row += 1) counter.add([row, `${row} ${long}`]);
    const state = counter.state();
    const { sample } = numbers(state);
    expect(sample.values.length).toBeGreaterThanOrEqual(mostSampled / 2);
    expect(sample.values.length).toBeLessThanOrEqual(mostSampled);
    expect(texts(state).fresh).toHaveLength(mostNewCategories);
    expect(texts(state).unknown).toBe(10_000);
    expect(JSON.stringify(state).length).toBeLessThan(100_000);
  });
});

describe("the statistics of a window", () => {
  test("are those of its rows while all of them are kept", () => {
    const list = Array.from({ length: 2_000 }, (_, index) => [
      (index * 7919) % 1_000 === 1 ? null : ((index * 7919) % 1_000) / 8,
      index % 5 === 0 ? "hail" : "fog",
    ]);
    const [high, sky] = windowStatistics(baseline, counted(list)).features;
    const [wantedHigh, wantedSky] = statisticsOf(list, columns).features;
    expect(sky).toEqual(wantedSky);
    if (
      !high ||
      !("numerical_statistics" in high) ||
      !wantedHigh ||
      !("numerical_statistics" in wantedHigh)
    ) {
      throw new Error("the feature is numeric");
    }
    const { mean, sum, std_dev, ...exact } = high.numerical_statistics;
    const {
      mean: wantedMean,
      sum: wantedSum,
      std_dev: wantedDeviation,
      ...wanted
    } = wantedHigh.numerical_statistics;
    expect(exact).toEqual(wanted);
    expect(mean).toBeCloseTo(wantedMean, 10);
    expect(sum).toBeCloseTo(wantedSum, 6);
    expect(std_dev).toBeCloseTo(wantedDeviation, 10);
  });

  test("of more rows have all counts, and deciles that are off by a few hundredths of the rows at most", () => {
    const generator = xoroshiro128plus(69);
    const list = Array.from({ length: 100_000 }, () => [(generator.next() >>> 0) / 2 ** 32, "fog"]);
    const document = windowStatistics(baseline, counted(list));
    const [high] = read(JSON.stringify(document)).features;
    const buckets = high?.kind === "numeric" ? high.buckets : [];
    expect(buckets).toHaveLength(10);
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
    for (const [index, { lower }] of buckets.entries())
      expect(Math.abs(lower - index / 10)).toBeLessThan(0.05);
  });

  test("of a feature without numbers, or of an empty window, are of unknown type", () => {
    expect(windowStatistics(baseline, counted([])).features).toEqual([
      { name: "high", inferred_type: "Unknown" },
      { name: "sky", inferred_type: "Unknown" },
    ]);
    expect(windowStatistics(baseline, counted([["wet", "sun"]])).features[0]).toEqual({
      name: "high",
      inferred_type: "Unknown",
    });
  });
});
