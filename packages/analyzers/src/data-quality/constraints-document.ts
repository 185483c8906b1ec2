import { z } from "zod";
import { checked } from "../dataset/checked.ts";

const share = z.number("a share from 0 to 1").min(0, "a share from 0 to 1").max(1, "a share from 0 to 1");
const state = z.enum(["Enabled", "Disabled"], { error: '"Enabled" or "Disabled"' });

const monitoring = z.object({
  evaluate_constraints: state.optional(),
  datatype_check_threshold: share.optional(),
  domain_content_threshold: share.optional(),
  distribution_constraints: z.object({ perform_comparison: state.optional() }).optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-constraints.html */
const schema = z.object({
  features: z.array(
    z.object({
      name: z.string("the feature's name"),
      inferred_type: z.enum(["Integral", "Fractional", "String", "Unknown"], {
        error: "Integral, Fractional, String or Unknown",
      }),
      completeness: share.nullish(),
      string_constraints: z.object({ domains: z.array(z.string("a text")).nullish() }).nullish(),
      monitoring_config_overrides: monitoring.nullish(),
    }),
    "a list of features",
  ),
  monitoring_config: monitoring.nullish(),
});

/** What is asked of a column. */
export interface FeatureConstraint {
  readonly name: string;
  readonly type: "Integral" | "Fractional" | "String" | "Unknown";
  /** Least share of rows that have a value; null where nothing is asked. */
  readonly completeness: number | null;
  /** Texts that it may have; null where it may have any. */
  readonly domains: readonly string[] | null;
  /** Least shares of values that are of the type, and in the domain. */
  readonly ofType: number;
  readonly ofDomain: number;
}

export interface Constraints {
  readonly features: readonly FeatureConstraint[];
  /** Whether anything but distributions is looked at, and whether distributions are. */
  readonly isEvaluated: boolean;
  readonly isCompared: boolean;
}

/** @throws PersonError naming the path of what is wrong */
export function readConstraints(document: unknown): Constraints {
  const { features, monitoring_config: common } = checked(schema, "baseline_constraints", document);
  return {
    isEvaluated: common?.evaluate_constraints !== "Disabled",
    isCompared: common?.distribution_constraints?.perform_comparison !== "Disabled",
    features: features.map(
      ({
        name,
        inferred_type: type,
        completeness,
        string_constraints,
        monitoring_config_overrides: own,
      }) => ({
        name,
        type,
        completeness: completeness ?? null,
        domains: string_constraints?.domains ?? null,
        ofType: own?.datatype_check_threshold ?? common?.datatype_check_threshold ?? 1,
        ofDomain: own?.domain_content_threshold ?? common?.domain_content_threshold ?? 1,
      }),
    ),
  };
}
