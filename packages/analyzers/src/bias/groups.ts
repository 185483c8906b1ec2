/** What a metric of bias is computed from, row by row. */
export interface Groups {
  /** Whether the row is of the facet that may be at a disadvantage; both groups have rows. */
  readonly facet: readonly boolean[];
  /** Whether its label is a positive one. */
  readonly positive: readonly boolean[];
  /** Whether the model answered a positive one; null before training. */
  readonly predicted: readonly boolean[] | null;
  /** The subgroup of each row; null where the analysis has no group variable. */
  readonly subgroups: readonly string[] | null;
}

export interface BiasMetric {
  readonly name: string;
  readonly description: string;
  /** @throws MetricUndefined when the rows do not give it */
  readonly value: (groups: Groups) => number;
}

/** A metric that has no value over these rows; the report says why. */
export class MetricUndefined extends Error {
  override readonly name = "MetricUndefined";
}
