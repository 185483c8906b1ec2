import type { StringBaseline } from "../baseline/baseline.ts";
import { type CheckEvidence, evidenceOfCounts } from "../window/window-evidence.ts";
import { type Pair, sideCells } from "./pair.ts";
import { pairFeature } from "./pair-feature.ts";

/**
 * How far two features go together otherwise than in the baseline: one line, PSI over their cells. None where no row
 * had both.
 *
 * @param cells rows of the window in each cell, as `Pair` has them
 */
export function evidenceOfPair(pair: Pair, cells: readonly number[]): readonly CheckEvidence[] {
  const rows = cells.reduce((sum, count) => sum + count, 0);
  if (rows === 0) return [];
  const feature = pairFeature(pair);
  const counts = feature.categories.map(({ value }) => cells[placeOf(value)] ?? 0);
  const known = counts.reduce((sum, count) => sum + count, 0);
  return evidenceOfCounts(feature, {
    counts,
    unknown: rows - known,
    otherType: 0,
    infinite: 0,
    missing: 0,
    rows,
  });
}

function placeOf(name: StringBaseline["categories"][number]["value"]): number {
  const [one = 0, other = 0] = name.split(":").map(Number);
  return one * sideCells + other;
}
