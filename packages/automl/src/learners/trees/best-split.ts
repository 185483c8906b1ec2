import { type Random, shuffled } from "../../random.ts";
import type { Bins } from "./bins.ts";

/** What the rows tell a tree: for each output the gradient of the loss, and its curvature, which all outputs share. */
export interface Slopes {
  readonly gradients: readonly Float64Array[];
  readonly curvatures: Float64Array;
}

export interface Growth {
  readonly depth: number;
  /** The least curvature of a leaf: of a forest, so many rows. */
  readonly minimum: number;
  /** Penalty on the square of a leaf's value. */
  readonly lambda: number;
  /** How many features a split is looked for in; all where there are fewer. */
  readonly features: number;
  /** The best cut of each feature, or one that is drawn. */
  readonly cut: "best" | "drawn";
  readonly random: Random;
}

export interface Split {
  readonly feature: number;
  /** The last bin that goes left. */
  readonly bin: number;
  readonly gain: number;
}

/**
 * The split that lowers the loss most, to second order; null when none lowers it.
 * Chen and Guestrin, XGBoost (2016), equation 7, without gamma and with a sum over outputs.
 */
export function bestSplit(bins: Bins, slopes: Slopes, rows: Int32Array, growth: Growth): Split | null {
  const all = bins.codes.map((_codes, feature) => feature);
  const looked = growth.features < all.length ? shuffled(all, growth.random).slice(0, growth.features) : all;
  let best: Split | null = null;
  for (const feature of looked) {
    const split = splitOf(feature, bins, slopes, { rows, growth });
    if (split !== null && split.gain > (best?.gain ?? 1e-9)) best = split;
  }
  return best;
}

/** Loops of plain numbers on one place of memory: this is where all the time of a tree goes. */
function splitOf(
  feature: number,
  { codes, bounds }: Bins,
  { gradients, curvatures }: Slopes,
  { rows, growth }: { readonly rows: Int32Array; readonly growth: Growth },
): Split | null {
  const size = (bounds[feature]?.length ?? 0) + 1;
  const own = codes[feature] ?? noCodes;
  const outputs = gradients.length;
  const weight = new Float64Array(size);
  const sums = new Float64Array(size * outputs);
  let first = size;
  let last = -1;
  for (const row of rows) {
    const bin = own[row] ?? 0;
    if (bin < first) first = bin;
    if (bin > last) last = bin;
    weight[bin] = (weight[bin] ?? 0) + (curvatures[row] ?? 0);
    for (let output = 0; output < outputs; output += 1) {
      const place = bin * outputs + output;
      sums[place] = (sums[place] ?? 0) + (gradients[output]?.[row] ?? 0);
    }
  }
  if (first >= last) return null;
  const right = new Float64Array(outputs);
  let rightWeight = 0;
  for (let bin = first; bin <= last; bin += 1) {
    rightWeight += weight[bin] ?? 0;
    for (let output = 0; output < outputs; output += 1) {
      right[output] = (right[output] ?? 0) + (sums[bin * outputs + output] ?? 0);
    }
  }
  const before = score(right, rightWeight + growth.lambda);
  const drawn = growth.cut === "drawn" ? first + growth.random.below(last - first) : null;
  const left = new Float64Array(outputs);
  let leftWeight = 0;
  let best: Split | null = null;
  for (let bin = first; bin < last; bin += 1) {
    const moved = weight[bin] ?? 0;
    leftWeight += moved;
    rightWeight -= moved;
    for (let output = 0; moved > 0 && output < outputs; output += 1) {
      const part = sums[bin * outputs + output] ?? 0;
      left[output] = (left[output] ?? 0) + part;
      right[output] = (right[output] ?? 0) - part;
    }
    if (drawn === null ? moved === 0 : bin !== drawn) continue;
    if (leftWeight < growth.minimum || rightWeight < growth.minimum) continue;
    const gain = score(left, leftWeight + growth.lambda) + score(right, rightWeight + growth.lambda) - before;
    if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
  }
  return best;
}

const noCodes = new Uint8Array();

function score(gradients: Float64Array, curvature: number): number {
  let sum = 0;
  for (const gradient of gradients) sum += gradient * gradient;
  return sum / curvature;
}
