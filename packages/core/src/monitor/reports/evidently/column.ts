import { keptNumber } from "../../../schema/any-number.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";

/** What Evidently says of one column, whichever layout it said it in. */
export interface Column {
  readonly name: string;
  readonly method: string;
  /** May be NaN, which is what a test gives of a column that never varies, or infinite. */
  readonly score: number | null;
  readonly threshold: number | null;
  /** Evidently's own verdict; null when the report has none. */
  readonly drifted: boolean | null;
}

/** A feature of a report, and whether the report says anything of it. */
export interface Told {
  readonly feature: DriftFeature;
  readonly measured: boolean;
}

/**
 * A column as a feature of a drift report: a p-value where the method is a test, a distance where it is one. A score
 * that is missing or NaN was not measured and is not violated.
 *
 * @returns null when neither a verdict is written nor the method is known, so that nobody can tell what the score means
 */
export function featureOf({ name, method, score: told, threshold, drifted }: Column): Told | null {
  const score = Number.isNaN(told) ? null : told;
  const kind = scoreKind(method);
  if (kind === "unknown" && drifted === null) return null;
  const line = threshold ?? (kind === "unknown" ? null : usualThreshold(kind));
  const isProbability = kind === "p-value" && score !== null && score >= 0 && score <= 1;
  const beyond = score !== null && line !== null && (kind === "p-value" ? score <= line : score >= line);
  const feature: DriftFeature = {
    feature: name,
    check: "baseline_drift_check",
    violated: drifted ?? beyond,
    distance: kind === "distance" && score !== null ? keptNumber(score) : null,
    threshold: kind === "distance" ? line : null,
    pValue: isProbability ? score : null,
    description:
      score === null
        ? `Evidently gave no score (${method})`
        : `Evidently: ${method}, score ${score} against ${line ?? "no threshold that was written"}`,
  };
  return { feature, measured: score !== null || drifted !== null };
}

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
type ScoreKind = "p-value" | "distance" | "unknown";

function scoreKind(method: string): ScoreKind {
  const name = method.trim();
  if (tests.test(name)) return "p-value";
  return distances.test(name) ? "distance" : "unknown";
}

/** Evidently's own defaults: https://docs.evidentlyai.com/metrics/explainer_drift */
function usualThreshold(kind: "p-value" | "distance"): number {
  return kind === "p-value" ? 0.05 : 0.1;
}
