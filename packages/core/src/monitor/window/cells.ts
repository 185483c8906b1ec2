import type { FeatureBaseline, NumericBaseline, StringBaseline } from "../baseline/baseline.ts";
import { asNumber, isMissing, type Value } from "../values/value.ts";

/**
 * Where the values of one feature are counted: one cell for each bucket or category of its baseline, then one for
 * what the baseline has not (a category unknown to it; another number where it was constant), one for values of
 * another type, and one for missing values.
 */
export interface Cells {
  readonly unknown: number;
  readonly otherType: number;
  readonly missing: number;
  readonly size: number;
  of(value: Value): number;
}

/** A feature's values in a window, counted over its baseline's buckets or categories. */
export interface FeatureCounts {
  /** In the order of the baseline's buckets or categories. */
  readonly counts: ArrayLike<number>;
  /** Values that the baseline has not: categories unknown to it, other numbers where it was constant. */
  readonly unknown: number;
  /** Values that are no numbers, of a feature of numbers. */
  readonly otherType: number;
  readonly missing: number;
  readonly rows: number;
}

export function cellsOf(feature: FeatureBaseline): Cells {
  const known = feature.kind === "numeric" ? feature.buckets.length : feature.categories.length;
  const places = { unknown: known, otherType: known + 1, missing: known + 2, size: known + 3 };
  const of = feature.kind === "numeric" ? numericCell(feature, places) : categoryCell(feature, places);
  return { ...places, of: (value) => (isMissing(value) ? places.missing : of(value)) };
}

/** What was counted in the cells, as the checks take it. */
export function countsOf(cells: Omit<Cells, "of">, counts: ArrayLike<number>, rows: number): FeatureCounts {
  const at = (cell: number) => counts[cell] ?? 0;
  const { unknown, otherType, missing } = cells;
  return {
    counts,
    unknown: at(unknown),
    otherType: at(otherType),
    missing: at(missing),
    rows,
  };
}

/** The one value that a feature had throughout, or null. */
export function onlyValue({ buckets }: NumericBaseline): number | null {
  const [only, second] = buckets;
  return only && !second && only.lower === only.upper ? only.lower : null;
}

function numericCell(feature: NumericBaseline, { unknown, otherType }: Omit<Cells, "of">) {
  const only = onlyValue(feature);
  const lowers = feature.buckets.map(({ lower }) => lower);
  return (value: Value): number => {
    const number = asNumber(value);
    if (number === null) return otherType;
    if (lowers.length === 0 || (only !== null && number !== only)) return unknown;
    // Values beyond the baseline's range count to its outermost buckets.
    const beyond = lowers.findIndex((lower) => number < lower);
    return beyond < 0 ? lowers.length - 1 : Math.max(0, beyond - 1);
  };
}

function categoryCell(feature: StringBaseline, { unknown }: Omit<Cells, "of">) {
  const places = new Map(feature.categories.map(({ value }, index) => [value, index]));
  return (value: Value): number => places.get(String(value)) ?? unknown;
}
