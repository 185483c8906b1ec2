import type { Measured } from "../quality/measure.ts";
import { likelyClasses } from "./class-counter.ts";
import { ofBins } from "./estimate-scores.ts";
import type { ClassEstimation } from "./estimation.ts";

/** Relative step of a numeric derivative. */
const small = 1e-4;

/**
 * Confidence-based performance estimation of several classes: accuracy, and precision, recall, F1 and the area under the
 * curve as means over the classes, each against all others. A class that nobody answered and that is not likely to turn out
 * has an F1 of 0, as NannyML has it.
 *
 * Standard errors are at most a little too large: rows of one answer are taken to be equally sure, and areas of classes
 * to move together.
 */
export function estimateClasses(
  estimation: ClassEstimation,
  counts: readonly number[],
): ReadonlyMap<string, Measured> {
  const { classes } = estimation;
  const { confusion, bins } = likelyClasses(estimation, counts);
  const learnt = likelyClasses(estimation, estimation.counts);
  // Of rows that were learnt from there are only so many either.
  const both = 1 + rowsIn(confusion) / Math.max(1, rowsIn(learnt.confusion));
  const values = metricsOf(confusion);
  const variances = variancesOf(confusion, values);
  const areas = classes.flatMap((known, at) => {
    const area = ofBins(
      known.bins.map(({ from, rows }, bin) => {
        const { rows: count, likely } = bins[at]?.[bin] ?? { rows: 0, likely: 0 };
        return { from, learntFrom: rows, count, positives: likely, likely: (likely + 0.5) / (count + 1) };
      }),
      Number.POSITIVE_INFINITY,
    ).get("auc");
    return area && Number.isFinite(area.value) ? [area] : [];
  });
  const mean = (of: (area: Measured) => number) =>
    areas.reduce((sum, area) => sum + of(area), 0) / areas.length;
  return new Map([
    ...[...values].map(([name, value]): [string, Measured] => [
      name,
      { value, standardError: Math.sqrt((variances.get(name) ?? 0) * both) },
    ]),
    [
      "macro_auc",
      { value: mean(({ value }) => value), standardError: mean(({ standardError }) => standardError) },
    ],
  ]);
}

type Confusion = readonly (readonly number[])[];

function metricsOf(confusion: Confusion): ReadonlyMap<string, number> {
  const size = confusion.length;
  let [right, precision, recall, f1] = [0, 0, 0, 0];
  for (const [at, row] of confusion.entries()) {
    const hits = row[at] ?? 0;
    const answered = row.reduce((sum, count) => sum + count, 0);
    const turnedOut = confusion.reduce((sum, other) => sum + (other[at] ?? 0), 0);
    right += hits;
    precision += share(hits, answered) / size;
    recall += share(hits, turnedOut) / size;
    f1 += share(2 * hits, answered + turnedOut) / size;
  }
  return new Map([
    ["accuracy", share(right, rowsIn(confusion))],
    ["macro_precision", precision],
    ["macro_recall", recall],
    ["macro_f1", f1],
  ]);
}

/** The delta method: each row turns out as one of the classes, by their probabilities. */
function variancesOf(confusion: Confusion, values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const variances = new Map<string, number>();
  for (const [answer, row] of confusion.entries()) {
    const rows = row.reduce((sum, count) => sum + count, 0);
    if (rows === 0) continue;
    const step = small * rows;
    const slopes = row.map((_, label) => {
      const moved = metricsOf(
        confusion.map((one, place) =>
          place === answer ? one.map((count, at) => (at === label ? count + step : count)) : one,
        ),
      );
      return (name: string, value: number) => ((moved.get(name) ?? value) - value) / step;
    });
    for (const [name, value] of values) {
      let [mean, squares] = [0, 0];
      for (const [label, count] of row.entries()) {
        const slope = slopes[label]?.(name, value) ?? 0;
        mean += (count / rows) * slope;
        squares += (count / rows) * slope * slope;
      }
      variances.set(name, (variances.get(name) ?? 0) + rows * Math.max(0, squares - mean * mean));
    }
  }
  return variances;
}

function rowsIn(confusion: Confusion): number {
  return confusion.flat().reduce((sum, count) => sum + count, 0);
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
