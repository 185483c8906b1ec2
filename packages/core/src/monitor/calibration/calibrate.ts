import { normalCdf } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { scoreOfPValue } from "../../stats/two-samples/combined-p-value.ts";
import { baselineVariance } from "../baseline/baseline-allowance.ts";
import { type Calibration, calibratedPValue, calibratedScores } from "../baseline/calibration.ts";
import { type Column, columnKind } from "../baseline/statistics-of.ts";
import { drawn, encodedColumns, scoreOfRows } from "./null-windows.ts";
import { resampledBaseline, trainingColumns } from "./resampled-baseline.ts";

/** Rows of the windows that are tried; others are interpolated, which small windows of many features bear least. */
export const windowSizes: readonly number[] = [50, 70, 100, 140, 200, 280, 400, 800, 1600, 3200];
const usualWindows = 10_000;
/** Baselines that are drawn, at most and at least. */
const mostBaselines = 400;
const fewestBaselines = 25;
/** Values in all baselines together: about a second's work. */
const mostTrained = 1e6;
/** Of a training set with more values than that, so many rows are drawn from at least. */
const fewestRows = 2000;
/**
 * Values counted for one size of window, about five seconds' work; a feature's p-value takes as long as so many
 * values. Five hundred features are tried with 4,400 windows of 50 rows and 550 of 3,200.
 */
const mostCounted = 1e9;
const valuesPerTest = 400;

/**
 * How windows without drift score against the baseline of these rows, by the bootstrap (Efron 1979,
 * https://doi.org/10.1214/aos/1176344552): the rows stand for the population. Baselines of as many rows are drawn
 * from them and made as the real one is; windows of whole rows are drawn and scored as live ones are. So features
 * that move together, rare categories, small windows, and the luck that every baseline has count as what they are.
 * How alike the windows of one baseline are tells how much of their scores is that baseline's error, which stays
 * when windows come and go.
 *
 * @param training.columns their values, row by row; of a very large training set a sample of rows is drawn from
 * @param training.seed the same seed gives the same calibration
 * @param training.windows for each size of window, fewer where features are many; the standard error of the promised run length is about 20% at
 *   one alarm in 4,000 windows for 10,000 of them, and falls with the square root
 * @returns null when there are no rows, or nothing to compare
 */
export function calibrated(training: {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly seed?: number;
  readonly windows?: number;
  readonly sizes?: readonly number[];
  /** Called with the share that is done, up to 1. */
  readonly onProgress?: (share: number) => void;
}): Calibration | null {
  const { columns, seed = 1, windows = usualWindows, sizes = windowSizes } = training;
  const random = seededIntegers(seed);
  const { rows, sampled } = sampleOf(training, random);
  const kinds = columns.map(({ values: all }) => columnKind(all));
  const columnwise = trainingColumns(sampled, rows, kinds);
  const values = rows * columns.length;
  if (values === 0) return null;
  const baselines = Math.round(
    Math.max(fewestBaselines, Math.min(mostBaselines, mostTrained / values, windows / fewestBaselines)),
  );
  const groups = sizes.map((size) => {
    const affordable = mostCounted / ((size + valuesPerTest) * columns.length);
    return { size, each: Math.ceil(Math.min(windows, affordable) / baselines) + 1, scores: [] as number[][] };
  });
  for (let number = 0; number < baselines; number += 1) {
    const features = resampledBaseline(columnwise, random);
    if (features.length === 0) return null;
    const population = encodedColumns(features, columnwise);
    for (const { size, each, scores } of groups) {
      const draw = () => scoreOfRows(population, drawn(size, rows, random));
      scores.push(Array.from({ length: each }, draw));
    }
    training.onProgress?.((number + 1) / baselines);
  }
  const calibration = {
    sizes: groups.map(({ size, each, scores }) => ({
      rows: size,
      windows: each * baselines,
      scores: quantilesOf(scores.flat()),
    })),
    baselineShare: 0,
  };
  return { ...calibration, baselineShare: shareOf(calibration, groups, rows) };
}

/**
 * Rows enough to stand for the population. What a baseline of fewer rows errs more is known by `baselineVariance`, and
 * `baselineShare` is relative to it.
 */
function sampleOf(
  { columns, rows }: { readonly columns: readonly Column[]; readonly rows: number },
  random: () => number,
): { readonly rows: number; readonly sampled: readonly Column[] } {
  const most = Math.max(fewestRows, Math.floor(mostTrained / Math.max(1, columns.length)));
  if (rows <= most) return { rows, sampled: columns };
  const places = drawn(most, rows, random);
  const sampled = columns.map(({ values, ...column }) => ({
    ...column,
    values: Array.from(places, (place) => values[place] ?? null),
  }));
  return { rows: most, sampled };
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
 * The variance between baselines by analysis of variance, put beside a single line's at each size of window and
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
    const between = variance(means) - within / (scores[0]?.length ?? 1);
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
