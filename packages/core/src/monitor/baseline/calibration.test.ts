import { describe, expect, test } from "vitest";
import { normalCdf } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import { parseBaseline } from "./baseline.ts";
import { type Calibration, calibratedPValue, calibratedScores } from "./calibration.ts";
import { columnsOf } from "./statistics-of.ts";

function scoringHigh(by: number, rows: number): Calibration["sizes"][number] {
  return { rows, windows: 1000, scores: calibratedScores.map((score) => score + by) };
}

const calibration: Calibration = {
  sizes: [scoringHigh(0.4, 100), scoringHigh(0.2, 200)],
  baselineShare: 0.5,
};

describe("a calibration", () => {
  test("takes off what windows without drift score too high", () => {
    expect(calibratedPValue(calibration, normalCdf(-1.4), 100)).toBeCloseTo(normalCdf(-1), 10);
    expect(calibratedPValue(calibration, normalCdf(-3.7), 200)).toBeCloseTo(normalCdf(-3.5), 10);
    expect(calibratedPValue(calibration, normalCdf(3.9), 200)).toBeCloseTo(normalCdf(4.1), 10);
  });

  test("is interpolated between sizes of window in 1/rows, and taken from the nearest beyond them", () => {
    expect(calibratedPValue(calibration, 0.5, 400 / 3)).toBeCloseTo(normalCdf(0.3), 10);
    expect(calibratedPValue(calibration, 0.5, 9000)).toBeCloseTo(normalCdf(0.2), 10);
    expect(calibratedPValue(calibration, 0.5, 10)).toBeCloseTo(normalCdf(0.4), 10);
  });

  test("counts a score that many windows share as the middle of its range", () => {
    const tied = calibratedScores.map((score) => (score >= 0 && score <= 1 ? 0.5 : score));
    const discrete = { ...calibration, sizes: [{ rows: 100, windows: 1000, scores: tied }] };
    expect(calibratedPValue(discrete, normalCdf(-0.5), 100)).toBeCloseTo(normalCdf(-0.5), 6);
  });
});

describe("the statistics of a training set", () => {
  const random = seededIntegers(4);
  const rows = Array.from({ length: 400 }, () => [random() % 1000, random() % 3 === 0 ? "a" : "b"]);
  const statistics = calibratedStatistics(columnsOf(rows, ["x", "kind"]), rows.length, { windows: 300 });

  test("carry a calibration that the monitor reads back as it was", () => {
    const parsed = parseBaseline(JSON.stringify(statistics));
    expect(parsed.ok && parsed.baseline.calibration).toEqual(statistics.driftwheel?.calibration);
    expect(statistics.driftwheel?.calibration?.sizes.map(({ rows: size }) => size)).toContain(100);
  });

  test("carry the same calibration when made again", () => {
    expect(calibratedStatistics(columnsOf(rows, ["x", "kind"]), rows.length, { windows: 300 })).toEqual(
      statistics,
    );
  });

  test("are calibrated with infinite and missing values, truth words and a rare text among numbers", () => {
    const mixed = Array.from({ length: 3_000 }, (_, row) => [
      row % 50 === 0 ? "inf" : row % 40 === 0 ? null : random() % 100,
      random() % 2 === 0 ? "True" : "False",
      row === 2_999 ? "none of your business" : random() % 4,
    ]);
    const { features, driftwheel } = calibratedStatistics(
      columnsOf(mixed, ["x", "flag", "rooms"]),
      mixed.length,
      {
        windows: 100,
      },
    );
    expect(features.map(({ inferred_type: type }) => type)).toEqual(["Integral", "String", "String"]);
    expect(features[0]).toMatchObject({ driftwheel: { infinite: 60 } });
    for (const { scores } of driftwheel?.calibration?.sizes ?? []) {
      // A window's score without drift is about standard normal.
      expect(Math.abs(scores[12] ?? Number.NaN)).toBeLessThan(0.8);
    }
    expect(driftwheel?.calibration?.baselineShare).toBeLessThan(2);
  });

  test("of no rows have none, as a baseline of Model Monitor has none", () => {
    expect(calibratedStatistics(columnsOf([], ["x"]), 0).driftwheel).toBeUndefined();
    const { driftwheel: leftOut, ...plain } = statistics;
    const parsed = parseBaseline(JSON.stringify(plain));
    expect(parsed.ok && parsed.baseline.calibration).toBeUndefined();
  });

  test("with a calibration that is broken are refused by the path of what is wrong", () => {
    const broken = { ...statistics, driftwheel: { calibration: { ...calibration, sizes: [{ rows: 0 }] } } };
    const parsed = parseBaseline(JSON.stringify(broken));
    expect(parsed).toMatchObject({
      ok: false,
      reason: expect.stringContaining("driftwheel.calibration.sizes"),
    });
  });
});
