import { isMissingText } from "./missing.ts";
import { infiniteField, numberField } from "./number-field.ts";

/** A captured or trained-on value as it arrives; null is a missing one. */
export type Value = number | string | boolean | null;

/** Whether a value of a feature is missing, its type not being known. */
export function isMissing(value: Value): boolean {
  if (typeof value === "string") return isMissingText(value);
  return value === null || Number.isNaN(value);
}

/** The finite number that a value is or writes ("12.80"), or null. */
export function asNumber(value: Value): number | null {
  const field = numberField(value, false);
  return Math.abs(field) < infiniteField ? field : null;
}
