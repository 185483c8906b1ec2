/** Who said it: Driftwheel's own monitor, SageMaker Model Monitor (or Clarify), or anyone else. */
export type DriftSource = "driftwheel" | "model-monitor" | "external";

/** One feature's result in one window. */
export interface DriftFeature {
  readonly feature: string;
  /** `baseline_drift_check`, `data_type_check`, `completeness_check`, `missing_column_check`, ... */
  readonly check: string;
  readonly violated: boolean;
  /** Effect size: how far the window is from the baseline, in the check's own unit; null when the source does not say. */
  readonly distance: number | null;
  /** The line that the distance was compared with; null when the source does not say. */
  readonly threshold: number | null;
  /** Probability of a distance this large without drift, 0 to 1; null when the source does not say. */
  readonly pValue: number | null;
  /** The source's own words. */
  readonly description: string;
  /** What the line says of the model's performance; absent where it is of a feature's values. */
  readonly measured?: MeasuredMetric;
}

/** A metric of the model's performance in one window, called as its line is. */
export interface MeasuredMetric {
  readonly value: number;
  /** In the metric's own unit; null where it is not known. */
  readonly standardError: number | null;
  /** What the value is compared with; null where nothing is decided by it. */
  readonly line: number | null;
  /** On which side of the line it is worse; null without a line. */
  readonly worse: "above" | "below" | null;
  /** What the model had on its baseline; null where it is not known. */
  readonly baseline: number | null;
  /** True where no label has come, and it is what the answers let one expect. */
  readonly estimated: boolean;
}

/** How far a feature is from its baseline, without the rest of its line. */
interface FeatureDistance {
  readonly feature: string;
  readonly distance: number;
  readonly threshold: number | null;
}

/** What a window showed beside what it is judged by: for people, decides nothing. */
export interface WindowMeasures {
  /** Features that the window's own list does not have, the strongest first, at most ten; four digits. */
  readonly distances: readonly FeatureDistance[];
  /** At most ten; four digits. */
  readonly metrics: readonly (MeasuredMetric & { readonly metric: string })[];
}

/** One window of one source, weighed: what the CUSUM is fed with. */
export interface DriftWindow {
  readonly source: DriftSource;
  /** The monitoring schedule, or the source's name: windows of different schedules are never mixed up. */
  readonly schedule: string;
  /** ISO 8601 UTC. */
  readonly start: string | null;
  readonly end: string;
  /** True when `end` is only when the source spoke: a CloudWatch alarm does not tell which window it is about. */
  readonly approximate?: true;
  readonly rows: number | null;
  /** Evidence of the window as a standard normal score under no drift. */
  readonly score: number;
  /** Largest effect size among `features`; null when the source gives none. */
  readonly effect: number | null;
  /**
   * Violated features, strongest first, at most ten; where none is violated and the window counts for drift all the
   * same, the one with the least p-value.
   */
  readonly features: readonly DriftFeature[];
  /** So many more were violated; absent when `features` has them all. */
  readonly more?: number;
  readonly report: string | null;
}

/** What a window's lines say together. */
export interface WindowEvidence {
  /** Probability without drift of a window whose strongest line is as strong, or stronger. */
  readonly pValue: number;
  /** Taken off the window's normal score because all windows share the baseline's sampling error; 0 or more. */
  readonly allowance: number;
  /**
   * Where the null distribution is from: the bootstrap of the baseline's rows, or, where the baseline has no
   * calibration, the lines' own p-values as if they were exact and independent.
   */
  readonly calibration: "bootstrap" | "theory";
}
