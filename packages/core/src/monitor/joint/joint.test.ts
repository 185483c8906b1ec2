import { beforeAll, describe, expect, test } from "vitest";
import { seededIntegers } from "../../stats/random.ts";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { columnsOf } from "../baseline/statistics-of.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import type { Value } from "../values/value.ts";
import { assessWindow } from "../window/assess-window.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { countsOfState } from "../window/window-counts.ts";
import { pairColumns } from "./pair-columns.ts";

type Row = readonly Value[];

/** Two numbers of standard normal features that have a correlation, and one that goes with none. */
function rowsOf(count: number, correlation: number, random: () => number): readonly Row[] {
  const normal = () =>
    Math.sqrt(-2 * Math.log((random() + 0.5) / 2 ** 32)) * Math.cos((2 * Math.PI * random()) / 2 ** 32);
  return Array.from({ length: count }, () => {
    const x = normal();
    return [x, correlation * x + Math.sqrt(1 - correlation ** 2) * normal(), normal()];
  });
}

const columns = ["x", "y", "z"];

function trained(rows: readonly Row[], windows: number, names = columns): Baseline {
  const statistics = calibratedStatistics(columnsOf(rows, names), rows.length, {
    windows,
    sizes: [200],
    seed: 5,
  });
  const parsed = parseBaseline(JSON.stringify(statistics));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

function counted(baseline: Baseline, rows: readonly Row[], names = columns) {
  const counter = new WindowCounter(baseline, names);
  for (const row of rows) counter.add(row);
  return counter.state();
}

function assessed(baseline: Baseline, rows: readonly Row[]) {
  const assessment = assessWindow({
    baseline,
    counts: countsOfState(counted(baseline, rows)),
    falseAlarmRate: 0.01,
    minEffect: 0.1,
    minRows: 100,
    runLength: 4383,
  });
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  return assessment;
}

describe("a correlation of 0.8 between two features", () => {
  let baseline: Baseline;
  beforeAll(() => {
    baseline = trained(rowsOf(4_000, 0.8, seededIntegers(1)), 4_000);
  });

  test("is a line of its own, and that of independent features is none", () => {
    expect(baseline.pairs?.map(({ features }) => features)).toEqual([["x", "y"]]);
    const { features } = assessed(baseline, rowsOf(200, 0.8, seededIntegers(2)));
    expect(features.map(({ feature, check }) => `${feature}: ${check}`)).toEqual([
      "x: baseline_drift_check",
      "y: baseline_drift_check",
      "z: baseline_drift_check",
      "x with y: joint_drift_check",
    ]);
  });

  test("that turns into -0.8 is found in nearly every window of 200 rows, at one false window in a hundred", () => {
    const random = seededIntegers(3);
    let found = 0;
    for (let window = 0; window < 300; window += 1) {
      const { features, evidence } = assessed(baseline, rowsOf(200, -0.8, random));
      const violated = features.filter((feature) => feature.violated).map(({ feature }) => feature);
      if (evidence.pValue <= 0.01 && violated.includes("x with y")) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(0.95 * 300);
  });

  test("is named where its features do not drift themselves, and by them where they do", () => {
    const moved = rowsOf(200, 0.8, seededIntegers(9)).map(([x, y, z]) => [
      Number(x) + 1.5,
      y ?? null,
      z ?? null,
    ]);
    const { features, evidence } = assessed(baseline, moved);
    const named = features.filter(({ violated }) => violated).map(({ feature }) => feature);
    expect(named).toEqual(["x"]);
    expect(features.at(-1)).toMatchObject({
      feature: "x with y",
      violated: false,
      description: expect.stringMatching(/exceeds threshold: .*; told by its own features$/),
    });
    expect(evidence.pValue).toBeLessThan(0.001);
  });

  test("that stays says 'drift' in as few windows as its rate says", () => {
    const random = seededIntegers(4);
    let found = 0;
    for (let window = 0; window < 3_000; window += 1) {
      if (assessed(baseline, rowsOf(200, 0.8, random)).evidence.pValue <= 0.01) found += 1;
    }
    // 30 are expected; chance alone keeps 99.9% within these.
    expect(found).toBeGreaterThan(12);
    expect(found).toBeLessThan(50);
  });
});

describe("pairs", () => {
  const random = seededIntegers(6);
  const mixed: readonly Row[] = Array.from({ length: 3_000 }, (_, row) => {
    const place = random() % 5;
    const x = place + (random() % 3);
    return [x, row % 50 === 0 ? null : `place ${place}`, row % 40 === 0 ? "inf" : x * 2 + (random() % 3)];
  });
  const names = ["x", "place", "double"];
  const baseline = trained(mixed, 0, names);

  test("of numbers and categories are counted in windows as in the training rows, what is missing left out", () => {
    expect(baseline.pairs).toHaveLength(3);
    const { pairs = [] } = counted(baseline, mixed, names);
    expect(pairs).toEqual(baseline.pairs?.map(({ cells }) => cells));
    for (const cells of pairs) expect(cells.reduce((sum, count) => sum + count, 0)).toBeLessThan(3_000);
  });

  test("are the same as columns, of which windows without drift are drawn", () => {
    const made = pairColumns(baseline.pairs ?? [], baseline.features, columnsOf(mixed, names));
    for (const [index, { values }] of made.entries()) {
      const cells = Array.from({ length: 16 }, (_, place) => `${Math.floor(place / 4)}:${place % 4}`);
      expect(cells.map((cell) => values.filter((value) => value === cell).length)).toEqual(
        baseline.pairs?.[index]?.cells,
      );
    }
  });

  test("of which requests lack one feature say nothing", () => {
    const state = counted(
      baseline,
      mixed.map(([x, place]) => [x ?? null, place ?? null]),
      ["x", "place"],
    );
    const named = baseline.pairs?.map(({ features }) => features.includes("double")) ?? [];
    expect(state.pairs?.map((cells) => cells.every((count) => count === 0))).toEqual(named);
  });

  test("are ten at most, and three at most of one feature", () => {
    const many: readonly Row[] = Array.from({ length: 1_000 }, () => {
      const factor = random() % 100;
      return Array.from({ length: 12 }, () => factor + (random() % 10));
    });
    const all = Array.from({ length: 12 }, (_, column) => `x${column}`);
    const { pairs = [] } = trained(many, 0, all);
    expect(pairs).toHaveLength(10);
    for (const name of all) {
      expect(pairs.filter(({ features }) => features.includes(name)).length).toBeLessThanOrEqual(3);
    }
  });

  test.each([
    { cells: [1, 2], reason: "driftwheel.pairs.0.cells" },
    { cuts: [[3, 1], null], reason: "driftwheel.pairs.0.cuts.0" },
    { features: ["x"], reason: "driftwheel.pairs.0.features" },
  ])("that are broken are refused by the path of what is wrong: $reason", ({ reason, ...wrong }) => {
    const { driftwheel, ...rest } = calibratedStatistics(columnsOf(mixed, names), mixed.length, {
      windows: 0,
    });
    const pairs = [{ ...driftwheel?.pairs?.[0], ...wrong }];
    expect(parseBaseline(JSON.stringify({ ...rest, driftwheel: { pairs } }))).toMatchObject({
      ok: false,
      reason: expect.stringContaining(reason),
    });
  });
});
