import { asNumber, isMissing, type Value } from "../values/value.ts";
import type { StatisticsDocument, StatisticsFeature } from "./statistics-document.ts";

/** Documented number of buckets; fewer where equal values fall together. */
const buckets = 10;
/** Parameters of Model Monitor's KLL sketch: up to k values are kept as they are. */
export const sketchParameters = { c: 0.64, k: 2048 };
/** Rare categories beyond these are left out; they still count as present. */
const mostCategories = 100;

/**
 * The statistics of rows, in Model Monitor's documented statistics.json layout.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-statistics.html
 *
 * The buckets lie between deciles, not at equal widths as Model Monitor's own do (the layout gives every
 * bucket's bounds, so both are allowed): PSI is most sensitive, and its null distribution holds for the smallest
 * windows, when every bucket holds the same share of the baseline; of equal widths the outer ones are all but
 * empty. A column is numeric when all its present values are numbers.
 *
 * @param rows values in the order of `columns`; null, "" and "NaN" are missing
 */
export function statisticsOf(
  rows: readonly (readonly Value[])[],
  columns: readonly string[],
): StatisticsDocument {
  return statisticsOfColumns(columnsOf(rows, columns), rows.length);
}

/** Rows, whose values are in the order of `columns`, column by column. */
export function columnsOf(
  rows: readonly (readonly Value[])[],
  columns: readonly string[],
): readonly Column[] {
  return columns.map((name, column) => ({ name, values: rows.map((row) => row[column] ?? null) }));
}

/** A column of a table: its values, row by row. */
export interface Column {
  readonly name: string;
  readonly values: readonly Value[];
}

/** As `statisticsOf`, of the same rows by column. */
export function statisticsOfColumns(columns: readonly Column[], rows: number): StatisticsDocument {
  return {
    version: 0,
    dataset: { item_count: rows },
    features: columns.map(({ name, values }) => featureOf(name, values)),
  };
}

function featureOf(name: string, values: readonly Value[]): StatisticsFeature {
  const present = values.filter((value) => !isMissing(value));
  const common = { num_present: present.length, num_missing: values.length - present.length };
  if (present.length === 0) return { name, inferred_type: "Unknown" };
  const numbers = present.map(asNumber).filter((number) => number !== null);
  return numbers.length === present.length
    ? numeric(
        name,
        common,
        numbers.sort((one, other) => one - other),
      )
    : texts(name, common, present.map(String));
}

type Common = { readonly num_present: number; readonly num_missing: number };

function numeric(name: string, common: Common, sorted: readonly number[]): StatisticsFeature {
  const sum = sorted.reduce((total, value) => total + value, 0);
  const mean = sum / sorted.length;
  const squares = sorted.reduce((total, value) => total + (value - mean) ** 2, 0);
  return {
    name,
    inferred_type: sorted.every(Number.isInteger) ? "Integral" : "Fractional",
    numerical_statistics: {
      common,
      mean,
      sum,
      std_dev: Math.sqrt(squares / sorted.length),
      min: sorted[0] ?? 0,
      max: sorted.at(-1) ?? 0,
      distribution: {
        kll: {
          buckets: decileBuckets(sorted),
          sketch: { parameters: sketchParameters, data: sketch(sorted) },
        },
      },
    },
  };
}

export function decileBuckets(sorted: readonly number[]) {
  const starts = Array.from({ length: buckets }, (_, index) => Math.floor((index * sorted.length) / buckets));
  const bounds = [...new Set(starts.map((at) => sorted[at] ?? 0))];
  const max = sorted.at(-1) ?? 0;
  return bounds.map((lower, index) => {
    const upper = bounds[index + 1] ?? max;
    const last = index === bounds.length - 1;
    const inside = sorted.filter((value) => value >= lower && (last || value < upper));
    return { lower_bound: lower, upper_bound: upper, count: inside.length };
  });
}

/** Level L of a KLL sketch holds values that stand for 2^L each: the lowest level that k values fit is filled. */
function sketch(sorted: readonly number[]): readonly (readonly number[])[] {
  const level = Math.max(0, Math.ceil(Math.log2(sorted.length / sketchParameters.k)));
  const weight = 2 ** level;
  const kept = sorted.filter((_, index) => index % weight === weight >> 1);
  return [...Array.from({ length: level }, () => []), kept];
}

function texts(name: string, common: Common, values: readonly string[]): StatisticsFeature {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return stringStatistics(
    name,
    common,
    [...counts].map(([value, count]) => ({ value, count })),
  );
}

/** The statistics of a feature of texts, by how often each is there. */
export function stringStatistics(
  name: string,
  common: Common,
  counted: readonly CountedText[],
): StatisticsFeature {
  return {
    name,
    inferred_type: "String",
    string_statistics: {
      common,
      distinct_count: counted.length,
      distribution: { categorical: { buckets: counted.toSorted(byCount).slice(0, mostCategories) } },
    },
  };
}

interface CountedText {
  readonly value: string;
  readonly count: number;
}

/** The most frequent first, and of equal ones the first by its characters. */
export function byCount(one: CountedText, other: CountedText): number {
  return other.count - one.count || (one.value < other.value ? -1 : 1);
}
