import type { FeatureBaseline, NumericBaseline, StringBaseline } from "../baseline/baseline.ts";
import { categoryGroups, groupOfCategory } from "../values/category-group.ts";
import { CategoryPlaces, categoryText, unknownPlace } from "../values/category-places.ts";
import { infiniteField, numberField } from "../values/number-field.ts";
import type { Value } from "../values/value.ts";
import { bucketOf } from "./counting/bucket-of.ts";

/**
 * Where the values of one feature are counted: one cell for each bucket or category of its baseline, then one for
 * what the baseline has not (a category unknown to it, or several, by its group; another number where it was constant), one for values of
 * another type, one for infinite ones, and one for missing values. A value's cell is what the live counters make of
 * it (`RowBuffer`): both ask the same functions.
 */
export interface Cells {
  /** The first of them, where there are several. */
  readonly unknown: number;
  readonly unknownCells: number;
  readonly otherType: number;
  readonly infinite: number;
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
  /** Values that are infinite, of a feature of numbers. */
  readonly infinite: number;
  readonly missing: number;
  /** Unknown categories by their groups. */
  readonly unlisted?: readonly number[] | undefined;
  readonly rows: number;
}

export function cellsOf(feature: FeatureBaseline): Cells {
  const known = feature.kind === "numeric" ? feature.buckets.length : feature.categories.length;
  const unknownCells = feature.kind === "string" && feature.unlisted ? categoryGroups : 1;
  const after = known + unknownCells;
  const places = {
    unknown: known,
    unknownCells,
    otherType: after,
    infinite: after + 1,
    missing: after + 2,
    size: after + 3,
  };
  const of = feature.kind === "numeric" ? numericCell(feature, places) : categoryCell(feature, places);
  return { ...places, of };
}

/** What was counted in the cells, as the checks take it. */
export function countsOf(cells: Omit<Cells, "of">, counts: ArrayLike<number>, rows: number): FeatureCounts {
  const at = (cell: number) => counts[cell] ?? 0;
  const { unknown, unknownCells, otherType, infinite, missing } = cells;
  const unlisted = Array.from({ length: unknownCells }, (_, group) => at(unknown + group));
  return {
    counts,
    unknown: unlisted.reduce((sum, count) => sum + count, 0),
    ...(unknownCells > 1 && { unlisted }),
    otherType: at(otherType),
    infinite: at(infinite),
    missing: at(missing),
    rows,
  };
}

/** The one value that a feature had throughout, or null. */
export function onlyValue({ buckets }: NumericBaseline): number | null {
  const [only, second] = buckets;
  return only && !second && only.lower === only.upper ? only.lower : null;
}

function numericCell(feature: NumericBaseline, cells: Omit<Cells, "of">) {
  const only = onlyValue(feature);
  const lowers = Float64Array.from(feature.buckets, ({ lower }) => lower);
  return (value: Value): number => {
    const field = numberField(value, feature.isBinary ?? false);
    if (Number.isNaN(field)) return cells.missing;
    if (field === infiniteField) return cells.infinite;
    if (!Number.isFinite(field)) return cells.otherType;
    if (lowers.length === 0 || (only !== null && field !== only)) return cells.unknown;
    return bucketOf(lowers, field);
  };
}

function categoryCell(feature: StringBaseline, { unknown, unknownCells, missing }: Omit<Cells, "of">) {
  const places = new CategoryPlaces(feature.categories.map(({ value }) => value));
  return (value: Value): number => {
    const text = categoryText(value);
    const place = text === null ? Number.NaN : places.of(text);
    if (Number.isNaN(place)) return missing;
    if (place !== unknownPlace) return place;
    return unknownCells > 1 && text !== null ? unknown + groupOfCategory(text) : unknown;
  };
}
