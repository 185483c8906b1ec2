import { bestSplit, type Growth, type Slopes } from "./best-split.ts";
import type { Bins } from "./bins.ts";
import type { Tree } from "./tree.ts";

/** Grows a tree on some rows, a row for each time that it is named. */
export function growTree(bins: Bins, slopes: Slopes, rows: Int32Array, growth: Growth): Tree {
  const grown: Tree = { feature: [], threshold: [], left: [], right: [], values: [] };
  grow(rows, 0);
  return grown;

  function grow(own: Int32Array, depth: number): number {
    const node = grown.feature.length;
    const split = depth < growth.depth ? bestSplit(bins, slopes, own, growth) : null;
    grown.feature.push(split?.feature ?? -1);
    grown.threshold.push(split === null ? 0 : (bins.bounds[split.feature]?.[split.bin] ?? 0));
    grown.values.push(split === null ? leafValues(slopes, own, growth.lambda) : []);
    grown.left.push(0);
    grown.right.push(0);
    if (split === null) return node;
    const codes = bins.codes[split.feature] ?? new Uint8Array();
    const goesLeft = (row: number) => (codes[row] ?? 0) <= split.bin;
    grown.left[node] = grow(own.filter(goesLeft), depth + 1);
    grown.right[node] = grow(
      own.filter((row) => !goesLeft(row)),
      depth + 1,
    );
    return node;
  }
}

/** Where the loss is lowest, to second order: equation 5 of Chen and Guestrin. */
function leafValues({ gradients, curvatures }: Slopes, rows: Int32Array, lambda: number): number[] {
  const curvature = sumAt(curvatures, rows);
  return gradients.map((gradient) => -sumAt(gradient, rows) / (curvature + lambda));
}

function sumAt(values: Float64Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0);
}
