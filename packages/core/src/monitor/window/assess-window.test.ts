import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../stats/distributions/normal.ts";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import { driftReportDetail } from "../reports/drift-report.ts";
import type { Value } from "../values/value.ts";
import { type Assessment, assessWindow } from "./assess-window.ts";
import { WindowCounter } from "./counting/window-counter.ts";
import { countsOfState } from "./window-counts.ts";
import type { WindowState } from "./window-state.ts";

const columns = ["high", "rain", "sky"];

/** Values by column name; a column that is not there is missing. */
type Row = Readonly<Record<string, Value>>;

function weather(seed: number) {
  const generator = xoroshiro128plus(seed);
  const uniform = () => (generator.next() + 2 ** 31 + 0.5) / 2 ** 32;
  return (shift = 0): Value[] => [
    15 + 8 * (normalQuantile(uniform()) + shift),
    uniform() < 0.6 ? 0 : Math.round(-50 * Math.log(uniform())) / 10,
    uniform() < 0.5 ? "sun" : uniform() < 0.7 ? "cloud" : "fog",
  ];
}

const trained = weather(1);
const statistics = statisticsOf(
  Array.from({ length: 1000 }, () => trained()),
  columns,
);
const parsed = parseBaseline(JSON.stringify(statistics));
if (!parsed.ok) throw new Error(parsed.reason);
const { baseline } = parsed;

function rowsOf(count: number, draw: () => readonly Value[]): Row[] {
  return Array.from({ length: count }, () => {
    const values = draw();
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
  });
}

function counted(rows: readonly Row[], over: Baseline = baseline): WindowState {
  const names = over.features.map(({ name }) => name);
  const counter = new WindowCounter(over, names);
  for (const row of rows) counter.add(names.map((name) => row[name]));
  return counter.state();
}

function assess(rows: readonly Row[], minEffect = 0.2, falseAlarmRate = 0.01): Assessment {
  return assessWindow({
    baseline,
    counts: countsOfState(counted(rows)),
    falseAlarmRate,
    minEffect,
    minRows: 50,
    runLength: 500,
  });
}

function features(assessment: Assessment) {
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  return assessment.features;
}

const violated = (assessment: Assessment) =>
  features(assessment)
    .filter((feature) => feature.violated)
    .map(({ feature, check }) => `${feature} ${check}`);

describe("a window of live rows", () => {
  const live = weather(2);

  test("from the baseline's own distribution has no violation, and a line for each feature", () => {
    const assessment = assess(rowsOf(400, live));
    expect(violated(assessment)).toEqual([]);
    expect(features(assessment).map(({ feature, check }) => [feature, check])).toEqual(
      columns.map((column) => [column, "baseline_drift_check"]),
    );
  });

  test("whose numbers moved by a standard deviation violates that feature alone", () => {
    const assessment = assess(rowsOf(400, () => live(1)));
    expect(violated(assessment)).toEqual(["high baseline_drift_check"]);
    const [high] = features(assessment);
    expect(high?.distance).toBeGreaterThan(0.5);
    expect(high?.pValue).toBeLessThan(1e-9);
    expect(high?.threshold).toBe(0.2);
    expect(high?.description).toMatch(/^Baseline drift distance: [\d.]+ exceeds threshold: 0.2 /);
  });

  test("whose move is certain but small is no violation: both evidence and effect are needed", () => {
    const certain = assess(
      rowsOf(5_000, () => live(0.2)),
      0.2,
    );
    const [high] = features(certain);
    expect(high).toMatchObject({ violated: false, threshold: 0.2 });
    expect(high?.pValue).toBeLessThan(0.001);
    expect(
      violated(
        assess(
          rowsOf(5_000, () => live(0.2)),
          0.01,
        ),
      ),
    ).toEqual(["high baseline_drift_check"]);
  });

  test("whose line is above the floor is told the line", () => {
    const [high] = features(assess(rowsOf(50, live), 0.01));
    expect(high?.threshold).toBeGreaterThan(0.3);
  });

  test("that lost values is incomplete; a column that it lost is no evidence of anything", () => {
    const rows = rowsOf(300, live).map((row, index) => (index % 4 === 0 ? { ...row, high: "" } : row));
    expect(violated(assess(rows))).toEqual(["high completeness_check"]);
    const without = rowsOf(300, live).map(({ rain, sky }) => ({ rain: rain ?? null, sky: sky ?? null }));
    expect(violated(assess(without))).toEqual([]);
    expect(features(assess(without)).map(({ feature }) => feature)).not.toContain("high");
  });

  test("with texts for numbers, or categories never seen, says so", () => {
    const typed = rowsOf(300, live).map((row, index) => (index % 5 === 0 ? { ...row, rain: "wet" } : row));
    expect(violated(assess(typed))).toEqual(["rain data_type_check"]);
    const unknown = rowsOf(300, live).map((row, index) => (index % 5 === 0 ? { ...row, sky: "hail" } : row));
    expect(violated(assess(unknown))).toContain("sky categorical_values_check");
  });

  test("with fewer rows than wanted is not enough data, which is not no drift", () => {
    expect(assess(rowsOf(49, live))).toEqual({
      result: "not-enough-data",
      rows: 49,
      reason: "49 rows in the window; at least 50 are needed",
    });
    const empty = { rows: 0, features: [], skipped: [] };
    expect(
      assessWindow({
        baseline: empty,
        counts: countsOfState(counted(rowsOf(60, live), empty)),
        falseAlarmRate: 0.01,
        minEffect: 0.2,
        minRows: 1,
        runLength: 500,
      }),
    ).toMatchObject({ result: "not-enough-data" });
  });

  test("fits the report that the monitor sends", () => {
    const found = features(assess(rowsOf(400, () => live(1))));
    const detail = driftReportDetail.parse({
      endpoint: "frost-prod",
      source: "driftwheel",
      schedule: "driftwheel",
      windowStart: "2026-05-04T03:00:00Z",
      windowEnd: "2026-05-04T04:00:00Z",
      rows: 400,
      features: JSON.parse(JSON.stringify(found)),
      report: null,
    });
    expect(detail.features).toEqual(found);
  });

  test("of a feature that was constant moves when other values come", () => {
    const constant = parseBaseline(
      JSON.stringify(
        statisticsOf(
          Array.from({ length: 200 }, () => [7]),
          ["flag"],
        ),
      ),
    );
    if (!constant.ok) throw new Error(constant.reason);
    const assessed = (values: readonly number[]) =>
      assessWindow({
        baseline: constant.baseline,
        counts: countsOfState(
          counted(
            values.map((flag) => ({ flag })),
            constant.baseline,
          ),
        ),
        falseAlarmRate: 0.01,
        minEffect: 0.2,
        minRows: 10,
        runLength: 500,
      });
    const half = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? 7 : 8));
    expect(violated(assessed(half))).toEqual(["flag baseline_drift_check"]);
    expect(assessed(half.map(() => 7)).result).toBe("not-enough-data");
  });
});

test("without drift about as many windows have a violation as the false alarm rate says", () => {
  const live = weather(3);
  let alarms = 0;
  for (let window = 0; window < 600; window += 1) {
    // A floor of 0: only the evidence decides.
    if (violated(assess(rowsOf(100, live), 0, 0.05)).length > 0) alarms += 1;
  }
  // 30 expected, standard deviation 5.3.
  expect(alarms).toBeGreaterThan(10);
  expect(alarms).toBeLessThan(52);
});
