import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { parseBaseline } from "../baseline/baseline.ts";
import { columnsOf, statisticsOf } from "../baseline/statistics-of.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import { trainingDispersion } from "./block-dispersion.ts";

const random = seededIntegers(21);
const normal = () => normalQuantile((random() + 0.5) / 2 ** 32);

/** 6,000 rows; the level of each is told by its place. */
function trained(level: (row: number) => number): readonly (readonly [number])[] {
  return Array.from({ length: 6000 }, (_, row) => [level(row) + normal()]);
}

function dispersionOf(rows: readonly (readonly [number])[]) {
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rows, ["x"])));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { features } = parsed.baseline;
  return trainingDispersion({ features, columns: columnsOf(rows, ["x"]), rows: rows.length });
}

const meanAt = (rows: readonly (readonly [number])[], size: number) =>
  dispersionOf(rows).features[0]?.sizes.find((sized) => sized.rows === size)?.mean ?? null;

describe("blocks of training rows", () => {
  it("that are independent show no dispersion", () => {
    expect(dispersionOf(trained(() => 0))).toEqual({ features: [], sorted: [] });
  });

  it("show a cycle that is much longer than they are, the more the larger they are", () => {
    const rows = trained((row) => 0.5 * Math.sin((2 * Math.PI * row) / 4800));
    // Ten bins have nine degrees of freedom; a level of variance 1/8 adds about as much for each row.
    const [small, large] = [meanAt(rows, 100), meanAt(rows, 200)];
    expect(small).toBeGreaterThan(15);
    expect(large).toBeGreaterThan(25);
    expect(large).toBeLessThan(45);
  });

  it("of a sample of a longer time show it for windows of more rows than a cycle has", () => {
    const rows = trained((row) => 0.5 * Math.sin((2 * Math.PI * row) / 216));
    expect(meanAt(rows, 200)).toBeGreaterThan(20);
  });

  it("show rows that come twice as twice the dispersion, whatever their size", () => {
    const once = trained(() => 0);
    const rows = Array.from({ length: 6000 }, (_, row) => once[row >> 1] ?? ([0] as const));
    for (const size of [50, 100, 200]) {
      expect(meanAt(rows, size)).toBeGreaterThan(14);
      expect(meanAt(rows, size)).toBeLessThan(22);
    }
  });

  it("sorted by a feature tell nothing of it, and that is said", () => {
    const rows = trained(() => 0).toSorted(([one], [other]) => one - other);
    expect(dispersionOf(rows)).toEqual({ features: [], sorted: ["x"] });
    const text = JSON.stringify(calibratedStatistics(columnsOf(rows, ["x"]), rows.length, { windows: 200 }));
    const parsed = parseBaseline(text);
    expect(parsed.ok && parsed.baseline.notes).toEqual([
      "x: the training rows are sorted by it: their order does not tell how much windows differ",
    ]);
  });

  describe("of two features that go together", () => {
    const together = (correlation: (row: number) => number) =>
      Array.from({ length: 6000 }, (_, row) => {
        const x = normal();
        return [x, correlation(row) * x + Math.sqrt(1 - correlation(row) ** 2) * normal()] as const;
      });
    const learnt = (rows: readonly (readonly number[])[]) =>
      calibratedStatistics(columnsOf(rows, ["x", "y"]), rows.length, { windows: 200 }).driftwheel;

    it("show how that comes and goes, though neither feature does", () => {
      const { dispersion = [] } = learnt(together((row) => (row % 1200 < 600 ? 0.9 : 0.3))) ?? {};
      expect(dispersion.map(({ feature }) => feature)).toEqual(["x with y"]);
      expect(learnt(together(() => 0.8))).not.toHaveProperty("dispersion");
    });

    it("tell nothing of that where they are sorted by one of the two", () => {
      const { dispersion = [], sorted } =
        learnt(together(() => 0.8).toSorted(([one], [other]) => one - other)) ?? {};
      expect(sorted).toEqual(["x"]);
      expect(dispersion.map(({ feature }) => feature)).toEqual(["y"]);
    });
  });

  it("are told in statistics.json, where the monitor reads them", () => {
    const rows = trained((row) => (Math.floor(row / 200) % 2 === 0 ? 0.5 : -0.5));
    const text = JSON.stringify(calibratedStatistics(columnsOf(rows, ["x"]), rows.length, { windows: 200 }));
    const parsed = parseBaseline(text);
    expect(parsed.ok && parsed.baseline.dispersion?.map(({ feature }) => feature)).toEqual(["x"]);
  });
});
