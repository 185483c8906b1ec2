import type { QualitySettings } from "../../monitor/quality/metrics/outcome.ts";
import type { QualityPolicy } from "./quality.ts";

/** The part of the policy that says how labels and answers are read. */
export function qualitySettings(policy: QualityPolicy): QualitySettings {
  const { problem, label, score = null, threshold, within } = policy;
  const fromScore = score !== null && policy.prediction === undefined;
  return {
    problem,
    label,
    prediction: fromScore ? null : (policy.prediction ?? 0),
    score,
    threshold,
    positive: String(policy.positive),
    within,
  };
}
