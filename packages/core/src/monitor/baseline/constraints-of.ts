import { derivedNames } from "../derived/derived-names.ts";
import type { OwnField } from "./own-field.ts";
import type { StatisticsDocument, StatisticsFeature } from "./statistics-document.ts";

/** Model Monitor's constraints.json, as `constraintsOf` writes it. */
export interface ConstraintsDocument {
  readonly version: number;
  readonly features: readonly FeatureConstraints[];
  readonly monitoring_config: typeof monitoringConfig;
}

interface FeatureConstraints {
  readonly name: string;
  readonly inferred_type: StatisticsFeature["inferred_type"];
  /** Share of rows that have a value, 0 to 1. */
  readonly completeness: number;
  readonly num_constraints?: { readonly is_non_negative: boolean };
  readonly string_constraints?: { readonly domains: readonly string[] };
}

/** What Model Monitor's own baselines say: every value must be of its type and its domain. */
const monitoringConfig = {
  evaluate_constraints: "Enabled",
  emit_metrics: "Enabled",
  datatype_check_threshold: 1,
  domain_content_threshold: 1,
  distribution_constraints: {
    perform_comparison: "Enabled",
    comparison_threshold: 0.1,
    comparison_method: "Robust",
  },
} as const;

/**
 * The constraints that a data set itself satisfies, in Model Monitor's documented constraints.json layout. Texts
 * have a domain when the statistics list all of their categories; a column without any value has none.
 * Embeddings and free texts are texts of which nothing but that they are there is asked.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html
 *
 * @param predictions columns that requests do not have: Model Monitor would miss them in every one
 */
export function constraintsOf(
  { features, driftwheel }: StatisticsDocument & { readonly driftwheel?: OwnField },
  predictions: readonly { readonly name: string }[] = [],
): ConstraintsDocument {
  const answers = new Set(predictions.map(({ name }) => name));
  const derived = new Map(
    (driftwheel?.derived ?? []).flatMap((field) =>
      derivedNames(field).map((name, place) => [name, { column: field.column, place }] as const),
    ),
  );
  const asked = features.flatMap((feature): readonly FeatureConstraints[] => {
    const source = derived.get(feature.name);
    if (answers.has(source?.column ?? feature.name)) return [];
    if (!source) return [constraintsOfFeature(feature)];
    const { completeness } = constraintsOfFeature(feature);
    return source.place === 0 ? [{ name: source.column, inferred_type: "String", completeness }] : [];
  });
  return { version: 0, features: asked, monitoring_config: monitoringConfig };
}

function constraintsOfFeature(feature: StatisticsFeature): FeatureConstraints {
  const { name, inferred_type } = feature;
  if ("numerical_statistics" in feature) {
    const { common, min } = feature.numerical_statistics;
    return {
      name,
      inferred_type,
      completeness: completenessOf(common),
      num_constraints: { is_non_negative: min >= 0 },
    };
  }
  if ("string_statistics" in feature) {
    const { common, distinct_count, distribution } = feature.string_statistics;
    const domains = distribution.categorical.buckets.map(({ value }) => value);
    return {
      name,
      inferred_type,
      completeness: completenessOf(common),
      ...(domains.length === distinct_count ? { string_constraints: { domains } } : {}),
    };
  }
  return { name, inferred_type, completeness: 0 };
}

function completenessOf({
  num_present: present,
  num_missing: missing,
}: {
  readonly num_present: number;
  readonly num_missing: number;
}): number {
  return present / (present + missing);
}
