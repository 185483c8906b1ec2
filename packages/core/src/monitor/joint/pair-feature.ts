import type { StringBaseline } from "../baseline/baseline.ts";
import { byCount } from "../baseline/statistics-of.ts";
import { cellName, type Pair, pairName, sideCells } from "./pair.ts";

/**
 * A pair as a feature whose categories are its cells, so that it is compared as every feature of texts is. Cells that
 * the baseline has no row of are unknown categories.
 */
export function pairFeature({ features, cells }: Pair): StringBaseline {
  const categories = cells.flatMap((count, place) =>
    count > 0 ? [{ value: cellName(Math.floor(place / sideCells), place % sideCells), count }] : [],
  );
  return {
    kind: "string",
    name: pairName(features),
    present: categories.reduce((sum, { count }) => sum + count, 0),
    missing: 0,
    categories: categories.sort(byCount),
    isPair: true,
  };
}
