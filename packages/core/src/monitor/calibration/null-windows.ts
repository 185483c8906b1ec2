import { integerBelow } from "../../stats/random.ts";
import { combinedPValue, scoreOfPValue } from "../../stats/two-samples/combined-p-value.ts";
import type { FeatureBaseline } from "../baseline/baseline.ts";
import type { Value } from "../values/value.ts";
import { type Cells, cellsOf, countsOf } from "../window/cells.ts";
import { evidenceOfCounts } from "../window/window-evidence.ts";

/** Rows by the cells that their values count to, feature by feature. */
export interface EncodedRows {
  readonly rows: number;
  readonly features: readonly {
    readonly feature: FeatureBaseline;
    readonly cells: Omit<Cells, "of">;
    readonly of: Uint32Array;
  }[];
}

/** @param training the rows, column by column */
export function encodedColumns(
  features: readonly FeatureBaseline[],
  training: {
    readonly rows: number;
    readonly columns: readonly { readonly name: string; readonly values: readonly Value[] }[];
  },
): EncodedRows {
  return {
    rows: training.rows,
    features: features.map((feature) => {
      const cells = cellsOf(feature);
      const values = training.columns.find(({ name }) => name === feature.name)?.values ?? [];
      const of = new Uint32Array(training.rows);
      for (let row = 0; row < of.length; row += 1) of[row] = cells.of(values[row] ?? null);
      return { feature, cells, of };
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
    for (const { pValue } of evidenceOfCounts(feature, countsOf(cells, counts, chosen.length))) {
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
