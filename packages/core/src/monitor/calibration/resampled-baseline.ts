import { type FeatureBaseline, parseBaseline } from "../baseline/baseline.ts";
import { type Column, statisticsOf } from "../baseline/statistics-of.ts";
import { asNumber, isMissing, type Value } from "../values/value.ts";
import { drawn } from "./null-windows.ts";

/** A training set by columns, made ready for being resampled many times. */
export interface TrainingColumns {
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    /** Numbers already read where the column is numeric. */
    readonly values: readonly Value[];
    /** ResourceArns by rising value, so that a resample comes in order and is sorted at no cost. */
    readonly order: Uint32Array;
  }[];
}

export function trainingColumns(columns: readonly Column[], rows: number): TrainingColumns {
  return {
    rows,
    columns: columns.map(({ name, values: found }) => {
      const numeric = found.every((value) => isMissing(value) || asNumber(value) !== null);
      const values = numeric ? found.map(asNumber) : found;
      const order = Uint32Array.from(values, (_, place) => place);
      if (numeric) order.sort((one, other) => Number(values[one]) - Number(values[other]));
      return { name, values, order };
    }),
  };
}

/** The features of a baseline of as many rows, drawn with replacement, as the monitor would read them. */
export function resampledBaseline(
  { rows, columns }: TrainingColumns,
  random: () => number,
): readonly FeatureBaseline[] {
  const times = new Uint32Array(rows);
  for (const place of drawn(rows, rows, random)) times[place] = (times[place] ?? 0) + 1;
  return columns.flatMap(({ name, values, order }) => {
    const sample: (readonly Value[])[] = [];
    for (const place of order) {
      const row = [values[place] ?? null];
      for (let left = times[place] ?? 0; left > 0; left -= 1) sample.push(row);
    }
    const parsed = parseBaseline(JSON.stringify(statisticsOf(sample, [name])));
    return parsed.ok ? parsed.baseline.features : [];
  });
}
