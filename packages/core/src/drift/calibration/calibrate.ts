import { normalCdf } from "../../stats/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import type { Baseline } from "../baseline.ts";
import type { Value } from "../value.ts";
import { baselineVariance } from "./baseline-allowance.ts";
import { type Calibration, calibratedPValue, calibratedScores } from "./calibration.ts";
import {
  asNewRows,
  drawn,
  type EncodedRows,
  encodedRows,
  scoreOfPValue,
  scoreOfRows,
} from "./null-windows.ts";

/** Rows of the windows that are tried; others are interpolated. */
const usualSizes = [50, 100, 200, 400, 800, 1600, 3200];
const usualWindows = 10_000;
/** Windows against one population, from whose likeness the baseline's own error is seen. */
const windowsEach = 10;
/** Values counted for one size, at most: many features and large windows are tried less often. */
const mostValues = 4e8;

/**
 * How windows without drift score against a baseline: windows of whole training rows are drawn and scored as live
 * ones are, so that features that move together, few categories and small windows count as what they are.
 *
 * A baseline is itself one draw: live rows come from the population that its rows came from. So each ten windows
 * are drawn from another population that the rows may have come from, a resample of them (Efron 1979,
 * https://doi.org/10.1214/aos/1176344552), and compared with the baseline as it is. How alike the ten are tells how
 * much of the windows' scores is the baseline's error, which stays when windows come and go.
 *
 * @param training.rows the rows that the baseline was made from, values in the order of `columns`
 * @param training.seed the same seed gives the same calibration
 * @param training.windows for each size of window; the standard error of the promised run length is about 20% at
 *   one alarm in 4,000 windows for 10,000 of them, and falls with the square root
 * @returns null when there are no rows, or nothing to compare
 */
export function calibrated(
  baseline: Baseline,
  training: {
    readonly rows: readonly (readonly Value[])[];
    readonly columns: readonly string[];
    readonly seed?: number;
    readonly windows?: number;
    readonly sizes?: readonly number[];
  },
): Calibration | null {
  const { rows, columns, seed = 1, windows = usualWindows, sizes = usualSizes } = training;
  if (rows.length === 0 || baseline.features.length === 0) return null;
  const random = seededIntegers(seed);
  const encoded = asNewRows(encodedRows(baseline.features, rows, columns));
  const groups = sizes.map((size) => {
    const affordable = mostValues / (size * baseline.features.length);
    const populations = Math.ceil(Math.max(200, Math.min(windows, affordable)) / windowsEach);
    return { size, scores: nullScores(encoded, size, populations, random) };
  });
  const calibration = {
    windows,
    sizes: groups.map(({ size, scores }) => ({ rows: size, scores: quantilesOf(scores.flat()) })),
    baselineShare: 0,
  };
  return { ...calibration, baselineShare: shareOf(calibration, groups, rows.length) };
}

function nullScores(
  encoded: EncodedRows,
  size: number,
  populations: number,
  random: () => number,
): readonly (readonly number[])[] {
  return Array.from({ length: populations }, () => {
    const population = drawn(encoded.rows, encoded.rows, random);
    return Array.from({ length: windowsEach }, () => scoreOfRows(encoded, drawn(size, population, random)));
  });
}

function quantilesOf(scores: readonly number[]): number[] {
  const sorted = Float64Array.from(scores).sort();
  return calibratedScores.map((score) => {
    const place = Math.min(sorted.length - 1, Math.max(0, normalCdf(score) * sorted.length - 0.5));
    const [before, after] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return Number((before + (place % 1) * (after - before)).toFixed(4));
  });
}

/**
 * The variance between populations by analysis of variance, put beside a single line's at each size of window and
 * fitted by least squares: large windows, in which it is large, decide.
 */
function shareOf(
  calibration: Calibration,
  groups: readonly { readonly size: number; readonly scores: readonly (readonly number[])[] }[],
  baselineRows: number,
): number {
  let product = 0;
  let square = 0;
  for (const { size, scores } of groups) {
    const standard = scores.map((group) =>
      group.map((score) => scoreOfPValue(calibratedPValue(calibration, scoreToPValue(score), size))),
    );
    const means = standard.map(mean);
    const within = mean(standard.map(variance));
    const between = variance(means) - within / windowsEach;
    const single = baselineVariance(size, baselineRows);
    product += between * single;
    square += single * single;
  }
  return Number(Math.max(0, product / square).toFixed(4));
}

function scoreToPValue(score: number): number {
  return normalCdf(-score);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
