import * as z from "zod/mini";
import { normalCdf } from "../../stats/distributions/normal.ts";
import { scoreOfPValue } from "../../stats/two-samples/combined-p-value.ts";

/** Normal scores at which a calibration gives the null distribution: -3, -2.75, ... 3. */
export const calibratedScores = Array.from({ length: 25 }, (_, index) => (index - 12) / 4);

const finite = "a finite number";

const windowSize = z.object(
  {
    rows: z.number("a number of rows, 1 or more").check(z.gte(1, "a number of rows, 1 or more")),
    /** Windows drawn. */
    windows: z.number(finite),
    scores: z
      .array(z.number(finite), "a list of 25 scores that never fall")
      .check(
        z.refine(
          (scores) =>
            scores.length === calibratedScores.length &&
            scores.every((score, index) => index === 0 || score >= (scores[index - 1] ?? score)),
          "a list of 25 scores that never fall",
        ),
      ),
  },
  "an object with rows, windows and scores",
);

/**
 * Driftwheel's own field of statistics.json, which Model Monitor leaves alone: how windows without drift score
 * against this baseline, by the bootstrap.
 */
const sizedDispersion = z.object(
  {
    /** Rows of a block. */
    rows: z.number(finite).check(z.gte(1, "a number of rows, 1 or more")),
    bins: z.number(finite).check(z.gte(2, "a number of bins, 2 or more")),
    mean: z.number(finite).check(z.positive("a number above 0")),
    degreesOfFreedom: z.number(finite).check(z.positive("a number above 0")),
  },
  "an object with rows, bins, mean and degreesOfFreedom",
);

export const calibrationField = z.object(
  {
    /** Features whose blocks of training rows, in their order, differ by more than independent rows would. */
    dispersion: z.optional(
      z.array(
        z.object(
          {
            feature: z.string("the feature's name"),
            sizes: z
              .array(sizedDispersion, "a list of block sizes")
              .check(z.minLength(1, "at least one size")),
          },
          "an object with feature and sizes",
        ),
        "a list of features",
      ),
    ),
    /** Features by which the training rows are sorted. */
    sorted: z.optional(z.array(z.string("the feature's name"), "a list of names")),
    calibration: z.object(
      {
        /** Sizes of window in rising order. */
        sizes: z
          .array(windowSize, "a list of window sizes")
          .check(z.minLength(1, "at least one window size")),
        /**
         * Share of a window's variance that the baseline's own sampling error causes, relative to what a single
         * line would have: 1 for one feature, less when there are many.
         */
        baselineShare: z.number("a number, 0 or more").check(z.gte(0, "a number, 0 or more")),
      },
      "an object with sizes and baselineShare",
    ),
  },
  "an object with calibration",
);

type Field = z.output<typeof calibrationField>;

export type Calibration = Field["calibration"];
/** How much blocks of training rows differ, feature by feature; features that are not named differ by chance only. */
export type BlockDispersion = NonNullable<Field["dispersion"]>;

/**
 * The probability of a window's combined p-value, or a smaller one, without drift. Between two sizes of window the
 * score is interpolated in 1/rows; beyond them the nearest size is taken. Where several windows in a hundred have
 * the very same score, as few categories give it, it counts as the middle of its range.
 *
 * @param pValue combined over the window's lines
 * @param rows rows of the window
 */
export function calibratedPValue(calibration: Calibration, pValue: number, rows: number): number {
  const score = scoreOfPValue(pValue);
  const { sizes } = calibration;
  const above = sizes.find((size) => size.rows >= rows) ?? sizes.at(-1);
  const below = sizes.findLast((size) => size.rows <= rows) ?? above;
  if (!above || !below) return pValue;
  const [high, low] = [standard(above.scores, score), standard(below.scores, score)];
  if (above.rows === below.rows) return normalCdf(-high);
  const weight = (1 / below.rows - 1 / rows) / (1 / below.rows - 1 / above.rows);
  return normalCdf(-(low + weight * (high - low)));
}

/** Where a score lies among the null distribution's quantiles, as a normal score. */
function standard(quantiles: readonly number[], score: number): number {
  const last = calibratedScores.length - 1;
  const [first, end] = [quantiles[0] ?? 0, quantiles[last] ?? 0];
  if (score < first) return (calibratedScores[0] ?? 0) + score - first;
  if (score > end) return (calibratedScores[last] ?? 0) + score - end;
  const upper = quantiles.findIndex((quantile) => quantile >= score);
  const lower = quantiles.findLastIndex((quantile) => quantile <= score);
  const [right, left] = [calibratedScores[upper] ?? 0, calibratedScores[lower] ?? 0];
  if (lower >= upper) return (left + right) / 2;
  const [from, to] = [quantiles[lower] ?? 0, quantiles[upper] ?? 0];
  return left + ((score - from) / (to - from)) * (right - left);
}
