import { normalQuantile } from "../../stats/normal.ts";
import { integerBelow } from "../../stats/random.ts";
import type { FeatureBaseline } from "../baseline.ts";
import { type Cells, cellsOf } from "../cells.ts";
import { combinedPValue } from "../combined-p-value.ts";
import type { Value } from "../value.ts";
import { evidenceOfCounts } from "../window-evidence.ts";

/** Rows by the cells that their values count to, feature by feature. */
export interface EncodedRows {
  readonly rows: number;
  readonly features: readonly {
    readonly feature: FeatureBaseline;
    readonly cells: Omit<Cells, "of">;
    readonly of: Uint32Array;
  }[];
}

/** @param rows values in the order of `columns` */
export function encodedRows(
  features: readonly FeatureBaseline[],
  rows: readonly (readonly Value[])[],
  columns: readonly string[],
): EncodedRows {
  return {
    rows: rows.length,
    features: features.map((feature) => {
      const column = columns.indexOf(feature.name);
      const cells = cellsOf(feature);
      return { feature, cells, of: Uint32Array.from(rows, (row) => cells.of(row[column] ?? null)) };
    }),
  };
}

/**
 * The baseline's own rows as new rows would be: of its categories it knows each, of theirs as many would be unknown
 * as it has seen once (Good 1953, https://doi.org/10.1093/biomet/40.3-4.237), so those stand for unknown ones.
 */
export function asNewRows(encoded: EncodedRows): EncodedRows {
  return {
    ...encoded,
    features: encoded.features.map((column) => {
      const { feature, cells, of } = column;
      if (feature.kind === "numeric") return column;
      const once = new Set(feature.categories.flatMap(({ count }, cell) => (count === 1 ? [cell] : [])));
      return { ...column, of: of.map((cell) => (once.has(cell) ? cells.unknown : cell)) };
    }),
  };
}

/**
 * The score of a window of whole rows, so that features stay together as they are: the combined p-value of its
 * lines as a normal score. A p-value of 0 or 1 counts as the score +-8.
 *
 * @param chosen the rows' places
 */
export function scoreOfRows({ features }: EncodedRows, chosen: Uint32Array): number {
  const pValues: number[] = [];
  for (const { feature, cells, of } of features) {
    const counts = new Uint32Array(cells.size);
    for (const row of chosen) {
      const cell = of[row] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    const window = { cells, counts, rows: chosen.length, isThere: true };
    for (const { pValue } of evidenceOfCounts(feature, window)) {
      if (pValue !== null) pValues.push(pValue);
    }
  }
  return scoreOfPValue(combinedPValue(pValues) ?? 0.5);
}

/** Normal score of a p-value, high when it is small; +-8 at most. */
export function scoreOfPValue(pValue: number): number {
  return Math.min(8, Math.max(-8, 0 - normalQuantile(pValue)));
}

/** `count` places drawn with replacement from `from`, or from the first `rows` numbers. */
export function drawn(count: number, from: Uint32Array | number, random: () => number): Uint32Array {
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    places[at] =
      typeof from === "number" ? integerBelow(from, random) : (from[integerBelow(from.length, random)] ?? 0);
  }
  return places;
}
