import type { FeatureBaseline } from "../baseline/baseline.ts";
import { infiniteField } from "../values/number-field.ts";
import { bucketOf } from "../window/counting/bucket-of.ts";
import type { LossEstimation, ScoreEstimation } from "./estimation.ts";

/** The cell of a row: a bin of scores or a leaf of the tree; null for a row that has no prediction. */
type CellOf = (fields: Float64Array, from: number) => number | null;

/**
 * Counts rows by what their performance is estimated from: one count for each bin or leaf, however many rows there are.
 * A row without a readable prediction counts for none.
 */
export class CellCounter {
  private readonly counts: Float64Array;
  private readonly cellOf: CellOf;

  /** @param columns names of a row's fields, in order */
  constructor(
    estimation: ScoreEstimation | LossEstimation,
    features: readonly FeatureBaseline[],
    columns: readonly string[],
  ) {
    const isScored = estimation.kind === "binary";
    this.counts = new Float64Array(isScored ? estimation.bins.length : estimation.leaves.length);
    const prediction = columns.indexOf(estimation.prediction);
    if (prediction < 0) this.cellOf = () => null;
    else if (isScored) this.cellOf = byScore(estimation, prediction);
    else this.cellOf = byTree(estimation, features, columns, prediction);
  }

  /** Counts all rows of fields that lie one after the other, `step` to a row. */
  add(fields: Float64Array, end: number, step: number): void {
    for (let from = 0; from < end; from += step) {
      const cell = this.cellOf(fields, from);
      if (cell !== null) this.counts[cell] = (this.counts[cell] ?? 0) + 1;
    }
  }

  /** Rows of each bin or leaf. */
  state(): readonly number[] {
    return Array.from(this.counts);
  }
}

function byScore({ bins }: ScoreEstimation, column: number): CellOf {
  const lowers = Float64Array.from(bins, ({ from }) => from);
  return (fields, from) => {
    const score = fields[from + column] ?? Number.NaN;
    return score >= 0 && score <= 1 ? bucketOf(lowers, score) : null;
  };
}

function byTree(
  { nodes }: LossEstimation,
  features: readonly FeatureBaseline[],
  columns: readonly string[],
  prediction: number,
): CellOf {
  const places = nodes.map(({ feature, category }) => {
    const known = features.find(({ name }) => name === feature);
    const texts = known?.kind === "string" ? known.categories.map(({ value }) => value) : [];
    return { column: columns.indexOf(feature), category: category === null ? null : texts.indexOf(category) };
  });
  return (fields, from) => {
    const predicted = fields[from + prediction] ?? Number.NaN;
    // What is no number fails.
    if (!(Math.abs(predicted) < infiniteField)) return null;
    let at = nodes.length > 0 ? 0 : -1;
    while (at >= 0) {
      const [node, place] = [nodes[at], places[at]];
      if (!node || !place) return null;
      const field = place.column < 0 ? Number.NaN : (fields[from + place.column] ?? Number.NaN);
      const isBelow = place.category === null ? field < (node.cut ?? Number.NaN) : field === place.category;
      at = isBelow ? node.below : node.otherwise;
    }
    return -1 - at;
  };
}
