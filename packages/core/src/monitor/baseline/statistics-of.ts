import { categoryGroups, groupOfCategory } from "../values/category-group.ts";
import { categoryText } from "../values/category-places.ts";
import { isMissingNumber } from "../values/missing.ts";
import { infiniteField, numberField, otherField } from "../values/number-field.ts";
import { rising } from "../values/number-list.ts";
import { isMissing, type Value } from "../values/value.ts";
import { decileBuckets } from "./decile-buckets.ts";
import type { StatisticsDocument, StatisticsFeature } from "./statistics-document.ts";

type TextStatistics = Extract<StatisticsFeature, { readonly inferred_type: "String" }>;
type NumericFeature = Extract<StatisticsFeature, { readonly inferred_type: "Integral" | "Fractional" }>;

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
 * empty. What a column's values are taken for stands in docs/reference/values.md.
 *
 * @public for a training script that has rows
 * @param rows values in the order of `columns`
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
  /** Whether its values are the cells of two other columns (`pairColumns`); left out when they are not. */
  readonly isPair?: boolean;
}

/** As `statisticsOf`, of the same rows by column. */
export function statisticsOfColumns(columns: readonly Column[], rows: number): StatisticsDocument {
  return {
    version: 0,
    dataset: { item_count: rows },
    features: columns.map((column) => statisticsOfColumn(column)),
  };
}

/** What a column's statistics are of; null when there is nothing to make statistics of. */
export type ColumnKind = "numeric" | "string" | null;

/**
 * A column is numeric when all its values are numbers, missing or infinite, and one at least is a number. Codes are
 * texts: digits, everywhere as many, with a zero in front somewhere (`02134`).
 */
export function columnKind(values: readonly Value[]): ColumnKind {
  let hasNumber = false;
  for (const value of values) {
    const field = numberField(value, false);
    if (field === otherField) return "string";
    if (Math.abs(field) < infiniteField) hasNumber = true;
  }
  if (!hasNumber) return null;
  return areCodes(values) ? "string" : "numeric";
}

const digits = /^\d{2,}$/;

function areCodes(values: readonly Value[]): boolean {
  if (!values.some((value) => typeof value === "string" && value.trimStart().startsWith("0"))) return false;
  let length: number | null = null;
  let isPadded = false;
  for (const value of values) {
    if (value === null || (typeof value === "string" && isMissingNumber(value))) continue;
    const text = typeof value === "string" ? value.trim() : "";
    if (!digits.test(text) || (length !== null && text.length !== length)) return false;
    length = text.length;
    isPadded ||= text.startsWith("0");
  }
  return isPadded;
}

/** @param kind see `columnKind`; given where it is known already */
export function statisticsOfColumn({ name, values }: Column, kind = columnKind(values)): StatisticsFeature {
  if (kind === null) return { name, inferred_type: "Unknown" };
  if (kind === "string") return texts(name, values);
  const numbers: number[] = [];
  let infinite = 0;
  for (const value of values) {
    const field = numberField(value, false);
    if (field === infiniteField) infinite += 1;
    else if (Number.isFinite(field)) numbers.push(field);
  }
  if (numbers.length === 0) return { name, inferred_type: "Unknown" };
  const present = numbers.length + infinite;
  const common = { num_present: present, num_missing: values.length - present };
  const statistics = numeric(name, common, rising(numbers));
  return infinite > 0 ? { ...statistics, driftwheel: { infinite } } : statistics;
}

type Common = { readonly num_present: number; readonly num_missing: number };

function numeric(name: string, common: Common, sorted: readonly number[]): NumericFeature {
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

/** Level L of a KLL sketch holds values that stand for 2^L each: the lowest level that k values fit is filled. */
function sketch(sorted: readonly number[]): readonly (readonly number[])[] {
  const level = Math.max(0, Math.ceil(Math.log2(sorted.length / sketchParameters.k)));
  const weight = 2 ** level;
  const kept = sorted.filter((_, index) => index % weight === weight >> 1);
  return [...Array.from({ length: level }, () => []), kept];
}

function texts(name: string, values: readonly Value[]): StatisticsFeature {
  const counts = new Map<string, number>();
  let present = 0;
  for (const value of values) {
    const text = isMissing(value) ? null : categoryText(value);
    if (text === null) continue;
    present += 1;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const counted = [...counts].map(([value, count]) => ({ value, count }));
  const common = { num_present: present, num_missing: values.length - present };
  const statistics = stringStatistics(name, common, counted);
  if (counted.length <= mostCategories) return statistics;
  const unlisted = Array.from({ length: categoryGroups }, () => 0);
  for (const { value, count } of counted.toSorted(byCount).slice(mostCategories)) {
    const group = groupOfCategory(value);
    unlisted[group] = (unlisted[group] ?? 0) + count;
  }
  return { ...statistics, driftwheel: { unlisted } };
}

/** The statistics of a feature of texts, by how often each is there. */
export function stringStatistics(
  name: string,
  common: Common,
  counted: readonly CountedText[],
): TextStatistics {
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
