import type { FeatureBaseline } from "../baseline/baseline.ts";
import { CategoryPlaces, categoryText } from "../values/category-places.ts";
import { absentField, infiniteField, missingField, numberField } from "../values/number-field.ts";
import type { Value } from "../values/value.ts";
import { sideCells } from "./pair.ts";

/** The cell of a value that counts for no pair: a missing one, an infinite one, one of another type. */
export const noCell = sideCells;

/** Finds the cell of a field as `RowBuffer` holds it: 0 to 3, or `noCell`. */
export type Side = (field: number) => number;

/** @param cuts rising, three at most; null for a feature of texts, whose most frequent categories come first */
export function sideOf(cuts: readonly number[] | null): Side {
  if (cuts === null) {
    return (field) => {
      if (Number.isNaN(field) || field === absentField) return noCell;
      return field >= 0 && field < sideCells ? field : sideCells - 1;
    };
  }
  const [first = infiniteField, second = infiniteField, third = infiniteField] = cuts;
  return (field) => {
    // What is no number fails both.
    if (!(field < infiniteField && field > -infiniteField)) return noCell;
    return Number(field >= first) + Number(field >= second) + Number(field >= third);
  };
}

/** The field that a training value would have in a window. */
export function fieldsOf(feature: FeatureBaseline): (value: Value) => number {
  if (feature.kind === "numeric") return (value) => numberField(value, feature.isBinary ?? false);
  const places = new CategoryPlaces(feature.categories.map(({ value }) => value));
  return (value) => {
    const text = categoryText(value);
    return text === null ? missingField : places.of(text);
  };
}

/** Where quarters of the numbers begin; fewer where many are equal. Infinite and missing ones are left out. */
export function quarters(fields: Float64Array): readonly number[] {
  const sorted = fields.filter((field) => Math.abs(field) < infiniteField).sort();
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const [least] = sorted;
  return [...new Set([at(0.25), at(0.5), at(0.75)])].filter((cut) => cut > (least ?? cut));
}
