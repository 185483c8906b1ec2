import { type BiasMetric, type Groups, MetricUndefined } from "./groups.ts";

/** A metric in Clarify's `analysis.json`; what is no number has the error that says why. */
export interface ReportedMetric {
  readonly name: string;
  readonly description: string;
  readonly value: number | string | null;
  readonly error?: string;
}

export interface FacetReport {
  readonly value_or_threshold: string;
  readonly metrics: readonly ReportedMetric[];
}

/**
 * A section of `analysis.json`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-run.html#clarify-processing-job-run-analysis-results
 */
export interface BiasSection {
  readonly label: string;
  readonly facets: Readonly<Record<string, readonly FacetReport[]>>;
  readonly label_value_or_threshold: string;
}

/** The metrics of one facet, in the order of their names. */
export function facetReport(words: string, groups: Groups, metrics: readonly BiasMetric[]): FacetReport {
  const reported = metrics.map((metric) => reportedMetric(metric, groups));
  return {
    value_or_threshold: words,
    metrics: reported.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

function reportedMetric({ name, description, value }: BiasMetric, groups: Groups): ReportedMetric {
  const isFacet = groups.facet.includes(true);
  if (!isFacet || !groups.facet.includes(false)) {
    const error = isFacet ? "Negated facet set is empty" : "Facet set is empty";
    return { name, description, value: null, error };
  }
  try {
    return { name, description, value: written(value(groups)) };
  } catch (error) {
    if (!(error instanceof MetricUndefined)) throw error;
    return { name, description, value: null, error: error.message };
  }
}

/** JSON has no infinity; Clarify writes its name. */
function written(value: number): number | string {
  return Number.isFinite(value) ? value : value > 0 ? "Infinity" : "-Infinity";
}
