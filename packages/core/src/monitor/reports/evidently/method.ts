/**
 * Evidently's tests whose score is a p-value, by the names that its reports and its settings have for them; drift is
 * a score at or below the threshold there, and at or above it everywhere else.
 * https://docs.evidentlyai.com/metrics/customize_data_drift
 */
const tests =
  /p[_ -]?value|^(?:ks|z|chisquare|chi-square|anderson|anderson-darling|fisher_exact|cramer_von_mises|g-test|g_test|mannw|es|epps-singleton|t_test|empirical_mmd|tvd)$/i;

const distances =
  /distance|divergence|^psi$|^(?:wasserstein|kl_div|jensenshannon|hellinger|ed)$|^(?:perc_text_content_drift|abs_text_content_drift)$|content drift|domain classifier/i;

/** What a drift score is: a probability, a distance, or unknown when the method is nobody's that is known here. */
export type ScoreKind = "p-value" | "distance" | "unknown";

export function scoreKind(method: string): ScoreKind {
  const name = method.trim();
  if (tests.test(name)) return "p-value";
  return distances.test(name) ? "distance" : "unknown";
}

/** Evidently's own defaults: https://docs.evidentlyai.com/metrics/explainer_drift */
export function usualThreshold(kind: "p-value" | "distance"): number {
  return kind === "p-value" ? 0.05 : 0.1;
}
