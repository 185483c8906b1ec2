import { type FeatureBaseline, parseBaseline } from "../baseline/baseline.ts";
import { type Column, type ColumnKind, columnKind, statisticsOfColumn } from "../baseline/statistics-of.ts";
import { infiniteField, numberField } from "../values/number-field.ts";
import type { Value } from "../values/value.ts";
import { drawn } from "./null-windows.ts";

/** A training set by columns, made ready for being resampled many times. */
export interface TrainingColumns {
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: ColumnKind;
    readonly isPair?: boolean;
    /** Numbers already read where the column is numeric, infinite ones as the largest double. */
    readonly values: readonly Value[];
    /** Places by rising value, so that a resample comes in order and is sorted at no cost. */
    readonly order: Uint32Array;
  }[];
}

/** @param kinds of the columns, in all rows of the training set: those that are drawn may look like another */
export function trainingColumns(
  columns: readonly Column[],
  rows: number,
  kinds: readonly ColumnKind[] = columns.map(({ values }) => columnKind(values)),
): TrainingColumns {
  return {
    rows,
    columns: columns.map(({ name, values: found, isPair = false }, column) => {
      const kind = kinds[column] ?? null;
      const values = kind === "numeric" ? found.map(numberOrNull) : found;
      const order = Uint32Array.from(values, (_, place) => place);
      if (kind === "numeric") order.sort((one, other) => Number(values[one]) - Number(values[other]));
      return { name, kind, values, order, isPair };
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
  return columns.flatMap(({ name, kind, values, order, isPair }) => {
    const sample: Value[] = [];
    for (const place of order) {
      const value = values[place] ?? null;
      for (let left = times[place] ?? 0; left > 0; left -= 1) sample.push(value);
    }
    const feature = statisticsOfColumn({ name, values: sample }, kind);
    const document = { version: 0, dataset: { item_count: rows }, features: [feature] };
    const parsed = parseBaseline(JSON.stringify(document));
    const features = parsed.ok ? parsed.baseline.features : [];
    return isPair ? features.flatMap((one) => (one.kind === "string" ? [{ ...one, isPair }] : [])) : features;
  });
}

function numberOrNull(value: Value): number | null {
  const field = numberField(value, false);
  return Math.abs(field) <= infiniteField ? field : null;
}
