import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { asNumber, isMissing, type Value } from "@driftwheel/core/monitor/values/value.ts";

/** Values of a column that are told apart from the others: certain ones, or numbers above a threshold. */
export interface Mark {
  readonly isMarked: (value: Value) => boolean;
  /** As Clarify writes it: `1`, `yes,no`, `(0.5, 3.0]`. */
  readonly words: string;
}

export type MarkedValue = string | number | boolean;

/** Whole numbers of which fewer values than this share of the rows are different are categories. */
const fewestDifferent = 0.05;

/**
 * What somebody means by values of a column. They are categories, unless a single number is given for a column of
 * fractions, or of whole numbers that are mostly different: then it is a threshold.
 * The rule is Clarify's own: https://github.com/aws/amazon-sagemaker-clarify, `series_datatype` and `_interval_index`.
 *
 * @param told who names the values, for the message
 * @throws PersonError when no number of the column is above the threshold
 */
export function markOf(column: Column, values: readonly MarkedValue[], told: string): Mark {
  if (isContinuous(column, values)) return aboveThreshold(column, values, told);
  const texts = new Set(values.map(textOf));
  return { isMarked: (value) => texts.has(textOf(value)), words: values.map(pythonText).join(",") };
}

/** Each different value of a column of categories. */
export function everyValue(column: Column, told: string): readonly MarkedValue[] {
  if (isContinuous(column, [])) {
    throw new PersonError(
      `${told}: is missing; ${column.name} has numbers that are mostly different, so that a threshold must tell the groups apart`,
    );
  }
  const values = column.values.filter((value) => value !== null && !isMissing(value));
  return [...new Map(values.map((value) => [textOf(value), value])).values()].filter(
    (value) => value !== null,
  );
}

function isContinuous({ values: rows }: Column, values: readonly MarkedValue[]): boolean {
  if (values.length > 1) return false;
  const present = rows.filter((value) => !isMissing(value));
  const numbers = present.map(asNumber);
  if (numbers.length === 0 || numbers.some((number) => number === null)) return false;
  if (present.some(isFraction)) return true;
  return new Set(numbers).size / numbers.length >= fewestDifferent;
}

/** Written as a fraction, whatever it is worth: 1.0 is none of the categories 0 and 1. */
function isFraction(value: Value): boolean {
  return typeof value === "number" ? !Number.isInteger(value) : /[.e]/i.test(String(value));
}

function aboveThreshold({ name, values: rows }: Column, values: readonly MarkedValue[], told: string): Mark {
  const threshold = asNumber(values[0] ?? null);
  const present = rows.filter((value) => !isMissing(value));
  const most = present.reduce<number>(
    (highest, value) => Math.max(highest, asNumber(value) ?? highest),
    Number.NEGATIVE_INFINITY,
  );
  if (threshold === null || threshold >= most) {
    throw new PersonError(
      `${told}: is ${JSON.stringify(values)}; ${name} has numbers that are mostly different, so that a threshold below its greatest, ${most}, is expected`,
    );
  }
  const isFloat = !Number.isInteger(threshold) || present.some(isFraction);
  const written = [threshold, most].map((bound) =>
    isFloat && Number.isInteger(bound) ? bound.toFixed(1) : String(bound),
  );
  return {
    isMarked: (value) => !isMissing(value) && (asNumber(value) ?? threshold) > threshold,
    words: `(${written.join(", ")}]`,
  };
}

/** What is compared: 1, "1" and 1.0 are one category, and so are true and "True". */
function textOf(value: Value): string {
  const number = typeof value === "boolean" ? null : asNumber(value);
  return number === null ? String(value).trim().toLowerCase() : String(number);
}

function pythonText(value: MarkedValue): string {
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}
