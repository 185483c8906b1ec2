import type { StatisticsFeature } from "@driftwheel/core/monitor/baseline/statistics-document.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { vectorOf } from "@driftwheel/core/monitor/derived/embedding/vector.ts";
import { asNumber, isMissing, type Value } from "@driftwheel/core/monitor/values/value.ts";

/** What was made of a column, for people and for programs. */
export interface ColumnSummary {
  readonly name: string;
  /** Model Monitor's word: Integral, Fractional, String, Unknown. */
  readonly type: StatisticsFeature["inferred_type"];
  /** Rows that have a value. */
  readonly present: number;
  readonly missing: number;
  /** Infinity and -Infinity among them. */
  readonly infinite: number;
  /** Different values, as they were read. */
  readonly distinct: number;
  /** Of numbers; null for texts. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Of texts the most frequent, three at most; null for numbers. */
  readonly categories: readonly string[] | null;
  /** Of embeddings and free texts the features that they are watched by; empty for numbers and categories. */
  readonly derived: readonly string[];
  readonly watched: boolean;
  /** How it was read, and why it is not watched or can tell little; null when all is plain. */
  readonly note: string | null;
}

const shownCategories = 3;
/** A text that is never twice the same is an id or a time. */
const enoughToTell = 50;
/** More different texts than these, and the baseline's reader leaves the column out. */
const manyTexts = 100;

/** @param remark what the reader has to say of the column */
export function summaryOf(
  { name, values }: Column,
  feature: StatisticsFeature,
  remark: string | undefined,
): ColumnSummary {
  const present = values.filter((value) => !isMissing(value));
  const numeric = "numerical_statistics" in feature ? feature.numerical_statistics : null;
  const texts = "string_statistics" in feature ? feature.string_statistics : null;
  const counted = (numeric ?? texts)?.common;
  const infinite = present.filter(isInfinite);
  const told = {
    name,
    type: feature.inferred_type,
    present: counted?.num_present ?? present.length,
    missing: counted?.num_missing ?? values.length - present.length,
    infinite: infinite.length,
    distinct: numeric
      ? distinctNumbers(present) + new Set(infinite.map((value) => String(value).trim().startsWith("-"))).size
      : new Set(present.map(String)).size,
    range: numeric && { min: numeric.min, max: numeric.max },
    categories: texts
      ? texts.distribution.categorical.buckets.slice(0, shownCategories).map(({ value }) => value)
      : null,
  };
  const watched = numeric !== null || texts !== null;
  const notes = [
    remark,
    watched ? undefined : "not watched: no row has a number or a text",
    texts ? aboutTexts(present, told.distinct) : undefined,
    numeric && present.some(isTooLong)
      ? "whole numbers too long to be compared to the last digit; leave an id out with --without"
      : undefined,
    numeric && told.distinct === 1 ? "one value only: any other counts as drift" : undefined,
  ].filter((note) => note !== undefined);
  return { ...told, derived: [], watched, note: notes.join("; ") || null };
}

/** Numbers in groups of thousands, which are 1,234 and 999 alike. */
const grouped = /^[+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?$/;

function aboutTexts(present: readonly Value[], distinct: number): string | undefined {
  const others = present.filter((value) => asNumber(value) === null && !isInfinite(value));
  if (others.length > 0 && others.length * 2 < present.length) {
    const share = `${others.length} of ${present.length} ${others.length === 1 ? "is" : "are"} no number`;
    return `texts, because ${share}, such as ${JSON.stringify(others[0])}`;
  }
  const all = (form: RegExp) => present.every((value) => form.test(String(value).trim()));
  if (all(grouped) && present.some((value) => String(value).includes(","))) {
    return "texts, because of the commas between thousands, or decimal commas; write numbers without the former and with a point";
  }
  if (all(/^[+-]?\d+,\d+$/)) return "texts, because of the decimal comma; write numbers with a point";
  if (distinct > manyTexts && distinct > present.length / 2) {
    if (present.every((value) => vectorOf(value) !== null)) {
      return "left out: lists of numbers, but not of as many in every row, as embeddings are";
    }
    return "left out: most values are there once, as an id or a time is";
  }
  if (distinct === present.length && distinct >= enoughToTell) {
    return "every value is another, so live ones will be new; leave an id or a time out with --without";
  }
  return undefined;
}

function isInfinite(value: Value): boolean {
  if (typeof value === "number") return Math.abs(value) === Number.POSITIVE_INFINITY;
  return typeof value === "string" && /^\s*[+-]?inf(?:inity)?\s*$/i.test(value);
}

/** By what they are worth, and by their digits where no double holds them. */
function distinctNumbers(present: readonly Value[]): number {
  const digits = new Set(present.filter(isTooLong).map(String));
  const numbers = present
    .filter((value) => !isTooLong(value))
    .map(asNumber)
    .filter((number) => number !== null);
  const sorted = Float64Array.from(numbers).sort();
  let distinct = digits.size;
  for (const [at, value] of sorted.entries()) if (at === 0 || value !== sorted[at - 1]) distinct += 1;
  return distinct;
}

/** A text of a whole number that no double holds. */
function isTooLong(value: Value): boolean {
  return typeof value === "string" && /^-?\d{16,}/.test(value) && !Number.isSafeInteger(Number(value));
}
