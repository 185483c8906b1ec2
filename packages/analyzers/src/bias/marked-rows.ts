import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { asNumber, isMissing, type Value } from "@driftwheel/core/monitor/values/value.ts";

/** Rows of a column that are marked by values, or by thresholds between numbers. */
export interface Marked {
  readonly rows: readonly boolean[];
  /** As Clarify writes what marks them: `1`, `yes,no`, `(0.5, 3.0]`. */
  readonly words: string;
}

type Mark = string | number | boolean;

/** Whole numbers of which fewer values than this share of the rows are different are categories. */
const fewestDifferent = 0.05;

/**
 * Which rows of a column somebody means. Values are categories, unless a single number is given for a column of fractions,
 * or of whole numbers that are mostly different: then it is a threshold, above which the rows are.
 * The rule is Clarify's own: https://github.com/aws/amazon-sagemaker-clarify, `series_datatype` and `_interval_index`.
 *
 * @param told who names the values, for the message
 */
export function markedRows(column: Column, marks: readonly Mark[], told: string): Marked {
  if (isContinuous(column, marks)) return aboveThresholds(column, marks, told);
  const texts = new Set(marks.map(textOf));
  return {
    rows: column.values.map((value) => texts.has(textOf(value))),
    words: marks.map(pythonText).join(","),
  };
}

/** Each different value of a column of categories, as one that may be marked. */
export function everyValue(column: Column, told: string): readonly Mark[] {
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

function isContinuous({ values }: Column, marks: readonly Mark[]): boolean {
  if (marks.length > 1) return false;
  const present = values.filter((value) => !isMissing(value));
  const numbers = present.map(asNumber);
  if (numbers.length === 0 || numbers.some((number) => number === null)) return false;
  if (present.some(isFraction)) return true;
  return new Set(numbers).size / numbers.length >= fewestDifferent;
}

/** Written as a fraction, whatever it is worth: 1.0 is none of the categories 0 and 1. */
function isFraction(value: Value): boolean {
  return typeof value === "number" ? !Number.isInteger(value) : /[.e]/i.test(String(value));
}

function aboveThresholds(column: Column, marks: readonly Mark[], told: string): Marked {
  const thresholds = marks.map((mark) => asNumber(mark));
  const numbers = column.values.map((value) => (isMissing(value) ? null : asNumber(value)));
  const most = numbers.reduce<number>(
    (highest, value) => Math.max(highest, value ?? highest),
    Number.NEGATIVE_INFINITY,
  );
  const [threshold] = thresholds;
  if (threshold === undefined || threshold === null) {
    throw new PersonError(
      `${told}: is ${JSON.stringify(marks)}; ${column.name} has numbers that are mostly different, so that one threshold is expected`,
    );
  }
  if (threshold >= most) {
    throw new PersonError(`${told}: is ${threshold}; ${column.name} has no number above it, at most ${most}`);
  }
  const isFloat =
    !Number.isInteger(threshold) || column.values.some((value) => !isMissing(value) && isFraction(value));
  const written = [threshold, most].map((bound) =>
    isFloat && Number.isInteger(bound) ? bound.toFixed(1) : String(bound),
  );
  return {
    rows: numbers.map((value) => value !== null && value > threshold),
    words: `(${written.join(", ")}]`,
  };
}

/** What is compared: 1, "1" and 1.0 are one category, and so are true and "True". */
function textOf(value: Value): string {
  const number = typeof value === "boolean" ? null : asNumber(value);
  return number === null ? String(value).trim().toLowerCase() : String(number);
}

function pythonText(mark: Mark): string {
  return typeof mark === "boolean" ? (mark ? "True" : "False") : String(mark);
}
