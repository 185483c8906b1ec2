import { describe, expect, test } from "vitest";
import { assessWindow } from "../../window/assess-window.ts";
import { WindowCounter } from "../../window/counting/window-counter.ts";
import { countsOfState } from "../../window/window-counts.ts";
import { type Baseline, parseBaseline } from "../baseline.ts";
import { statisticsOf } from "../statistics-of.ts";
import { type Apple, appleColumns, applesOf, trainingApples } from "./apples.fixture.ts";
import byDeequ from "./statistics.fixture.json" with { type: "json" };

/* statistics.fixture.json is Deequ's own work: see make-statistics.sh. */

function read(document: unknown): Baseline {
  const parsed = parseBaseline(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

const theirs = read(byDeequ);
const ours = read(statisticsOf(trainingApples(), appleColumns));

function assessed(baseline: Baseline, apples: readonly Apple[]) {
  const counter = new WindowCounter(baseline, appleColumns);
  for (const apple of apples) counter.add(apple);
  const assessment = assessWindow({
    baseline,
    counts: countsOfState(counter.state()),
    falseAlarmRate: 0.01,
    minEffect: 0.1,
    minRows: 100,
    runLength: 4000,
  });
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  return assessment;
}

const found = (baseline: Baseline, apples: readonly Apple[]) =>
  assessed(baseline, apples)
    .features.filter(({ violated }) => violated)
    .map(({ feature, check }) => `${feature} ${check}`);

function buckets(baseline: Baseline, name: string) {
  const feature = baseline.features.find((known) => known.name === name);
  return feature?.kind === "numeric" ? feature.buckets : [];
}

describe("statistics that Deequ made, as Model Monitor has them,", () => {
  test("put all but two rows into one bucket where one value is an outlier, and are read by their sketch", () => {
    const [weight] = byDeequ.features;
    const given = weight?.numerical_statistics?.distribution.kll.buckets.map(({ count }) => count);
    expect(Math.max(...(given ?? []))).toBe(5_998);
    const made = buckets(theirs, "weight");
    expect(made).toHaveLength(10);
    for (const { count } of made) expect(Math.abs(count - 600)).toBeLessThan(20);
    expect(made.at(0)?.lower).toBe(61.93);
    expect(made.at(-1)?.upper).toBe(151_730);
    expect(theirs.notes).toBeUndefined();
  });

  test.each(["weight", "firmness", "acidity", "bruises"])(
    "have the deciles of the rows themselves: %s",
    (name) => {
      const [sketched, exact] = [buckets(theirs, name), buckets(ours, name)];
      expect(sketched).toHaveLength(exact.length);
      const column = appleColumns.indexOf(name);
      const values = trainingApples()
        .map((apple) => Number(apple[column] ?? Number.NaN))
        .filter((value) => !Number.isNaN(value));
      for (const [index, { lower, count }] of sketched.entries()) {
        const rank = values.filter((value) => value < lower).length / values.length;
        const wanted = values.filter((value) => value < (exact[index]?.lower ?? 0)).length / values.length;
        expect(Math.abs(rank - wanted)).toBeLessThan(0.005);
        expect(Math.abs(count - (exact[index]?.count ?? 0)) / values.length).toBeLessThan(0.01);
      }
    },
  );

  test("find nothing in undrifted rows, and the same drifted features as a baseline of ours", () => {
    for (const seed of [31, 32, 33]) {
      expect(found(theirs, applesOf(400, seed))).toEqual([]);
      const drifted = applesOf(400, seed, { weight: 1.5, firmness: 0.65 });
      expect(found(theirs, drifted)).toEqual([
        "weight baseline_drift_check",
        "firmness baseline_drift_check",
      ]);
      expect(found(ours, drifted)).toEqual(found(theirs, drifted));
    }
  });

  test("give a window about the distance, line by line, that a baseline of ours gives it", () => {
    for (const drift of [undefined, { weight: 1.5, firmness: 0.65 }]) {
      const apples = applesOf(400, 34, drift);
      const wanted = assessed(ours, apples).features;
      for (const [index, { distance }] of assessed(theirs, apples).features.entries()) {
        const other = wanted[index]?.distance ?? Number.NaN;
        expect(Math.abs((distance ?? Number.NaN) - other)).toBeLessThan(0.02 + 0.1 * other);
      }
    }
  });

  test("were blind without their sketch, and say so", () => {
    const blind = structuredClone(byDeequ) as object;
    const text = JSON.stringify(blind, (key, value: unknown) => (key === "sketch" ? undefined : value));
    const parsed = parseBaseline(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    const drifted = applesOf(400, 31, { weight: 1.5, firmness: 0.65 });
    expect(found(parsed.baseline, drifted)).toEqual([]);
    expect(parsed.baseline.notes).toContain(
      "weight: it has no KLL sketch: its 10 buckets of equal width are taken, which one outlier can make blind",
    );
  });
});
