/** Counts of one variant in one look. Whole numbers; latency exceedances are invocations slower than the frozen quantile. */
export interface VariantMetrics {
  readonly variant: string;
  /** Outcomes that arrived: how many, and how many of them good. */
  readonly trials: number;
  readonly successes: number;
  readonly invocations: number;
  readonly errors: number;
  readonly slow: number;
}

/** Both variants over the same complete periods. */
export interface LookMetrics {
  /** ISO 8601 UTC; start inclusive, end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly champion: VariantMetrics;
  readonly challenger: VariantMetrics;
}
