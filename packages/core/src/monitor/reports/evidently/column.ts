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
  const { kind, threshold: usual } = methodOf(method);
  if (kind === "unknown" && drifted === null) return null;
  const line = threshold ?? usual;
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

/** What a drift score is: a probability, a distance, or unknown when the method is nobody's that is known here. */
type ScoreKind = "p-value" | "distance" | "unknown";

/** Drift is a score at or below the threshold where it is a p-value, and at or above it where it is a distance. */
interface Method {
  readonly kind: ScoreKind;
  readonly threshold: number | null;
}

const of = (kind: "p-value" | "distance", threshold: number, ...names: readonly string[]) =>
  names.map((name) => [name.toLowerCase(), { kind, threshold }] as const);

/**
 * Evidently's methods by the names that its settings and its reports have for them, with its own thresholds.
 * https://docs.evidentlyai.com/metrics/customize_data_drift
 * https://github.com/evidentlyai/evidently/tree/main/src/evidently/legacy/calculations/stattests
 */
const methods: ReadonlyMap<string, Method> = new Map([
  ...of("p-value", 0.05, "ks", "z", "chisquare", "chi-square", "t_test"),
  ...of("p-value", 0.05, "mannw", "Mann-Whitney U-rank test", "es", "Epps-Singleton"),
  ...of("p-value", 0.1, "anderson", "Anderson-Darling", "cramer_von_mises", "Cramer-von Mises"),
  ...of("p-value", 0.1, "fisher_exact", "Fisher's Exact test", "g_test", "g-test", "empirical_mmd"),
  // The distance is its name alone: the score is the probability of a larger one.
  ...of("p-value", 0.1, "TVD", "Total-Variation-Distance"),
  ...of("distance", 0.1, "wasserstein", "kl_div", "psi", "jensenshannon", "hellinger", "ed"),
  ...of("distance", 0.95, "perc_text_content_drift", "Percentile text content drift"),
  ...of("distance", 0.55, "abs_text_content_drift", "Absolute text content drift"),
]);

/** Every other method by what its name says that its score is: "K-S p_value", "Wasserstein distance (normed)". */
function methodOf(name: string): Method {
  const known = methods.get(name.trim().toLowerCase());
  if (known) return known;
  if (/p[_ -]?value/i.test(name)) return { kind: "p-value", threshold: 0.05 };
  return /distance|divergence|content drift|domain classifier/i.test(name)
    ? { kind: "distance", threshold: 0.1 }
    : { kind: "unknown", threshold: null };
}
