import type { Value } from "../values/value.ts";
import type { DerivedField } from "./derived-field.ts";

/** What a training column's features are made by, and what they are in its rows. */
export interface Fitted {
  readonly field: DerivedField;
  /** By feature, in the order of `derivedNames`, then by row. */
  readonly values: readonly (readonly Value[])[];
}

/** Rows from which a column's kind is certain, and its features have a distribution. */
export const fewestFitted = 100;

/** Rows of values as columns; a row without any is missing in each. */
export function byFeature(
  features: number,
  rows: readonly (readonly Value[] | null)[],
): readonly (readonly Value[])[] {
  return Array.from({ length: features }, (_, feature) => rows.map((row) => row?.[feature] ?? null));
}
