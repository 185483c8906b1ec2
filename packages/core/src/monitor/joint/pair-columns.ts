import type { FeatureBaseline } from "../baseline/baseline.ts";
import type { Column } from "../baseline/statistics-of.ts";
import { cellName, type Pair, pairName, sideCells } from "./pair.ts";
import { fieldsOf, noCell, sideOf } from "./side.ts";

/**
 * Each pair as a column of texts, the names of its rows' cells: what the calibration draws windows of. A row that lacks
 * one of the two has none.
 */
export function pairColumns(
  pairs: readonly Pair[],
  features: readonly FeatureBaseline[],
  columns: readonly Column[],
): readonly Column[] {
  // The same few texts for all rows.
  const names = Array.from({ length: sideCells }, (_, one) =>
    Array.from({ length: sideCells }, (__, other) => cellName(one, other)),
  );
  const cellsOf = (name: string, cuts: readonly number[] | null): Uint8Array => {
    const feature = features.find((one) => one.name === name);
    const values = columns.find((column) => column.name === name)?.values ?? [];
    if (!feature) return new Uint8Array(values.length).fill(noCell);
    const field = fieldsOf(feature);
    const side = sideOf(cuts);
    return Uint8Array.from(values, (value) => side(field(value)));
  };
  return pairs.map(({ features: [one, other], cuts: [cutsOfOne, cutsOfOther] }) => {
    const [ones, others] = [cellsOf(one, cutsOfOne), cellsOf(other, cutsOfOther)];
    return {
      name: pairName([one, other]),
      isPair: true,
      values: Array.from(ones, (cell, row) => names[cell]?.[others[row] ?? noCell] ?? null),
    };
  });
}
