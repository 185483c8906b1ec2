import { isMissingNumber } from "./missing.ts";
import { truthOf } from "./spelling.ts";

/** What a numeric column's field holds instead of a number, none of which is finite. */
export const missingField = Number.NaN;
export const otherField = Number.POSITIVE_INFINITY;
export const absentField = Number.NEGATIVE_INFINITY;
/**
 * An infinite value. Nothing measured is the largest of doubles: where it comes, NumPy's `nan_to_num` wrote it for
 * infinity (https://numpy.org/doc/stable/reference/generated/numpy.nan_to_num.html).
 */
export const infiniteField = Number.MAX_VALUE;

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinity = /^[+-]?inf(?:inity)?$/i;

/**
 * What a value is to a feature of numbers: the number that it is or writes (" 12.80"), or one of the fields above.
 *
 * @param value of JSON, or a field of CSV; undefined is a missing one
 * @param isBinary whether the feature has only 0 and 1, for which booleans and truth words stand too
 */
export function numberField(value: unknown, isBinary: boolean): number {
  switch (typeof value) {
    case "number":
      return fieldOf(value);
    case "string":
      return fieldOfText(value.trim(), isBinary);
    case "boolean":
      return isBinary ? Number(value) : otherField;
    default:
      return value === null || value === undefined ? missingField : otherField;
  }
}

function fieldOf(number: number): number {
  return Math.abs(number) >= infiniteField ? infiniteField : number;
}

function fieldOfText(text: string, isBinary: boolean): number {
  if (decimal.test(text)) return fieldOf(Number(text));
  if (isMissingNumber(text)) return missingField;
  if (infinity.test(text)) return infiniteField;
  const truth = isBinary ? truthOf(text) : null;
  return truth === null ? otherField : Number(truth);
}
