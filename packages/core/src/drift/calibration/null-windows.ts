import { integerBelow } from "../../stats/random.ts";
import type { FeatureBaseline } from "../baseline.ts";
import { type Cells, cellsOf } from "../cells.ts";
import { combinedPValue, scoreOfPValue } from "../combined-p-value.ts";
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

/** `count` places among the first `rows`, drawn with replacement. */
export function drawn(count: number, rows: number, random: () => number): Uint32Array {
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) places[at] = integerBelow(rows, random);
  return places;
}
