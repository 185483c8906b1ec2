import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { scoreKind, usualThreshold } from "./method.ts";

/** What Evidently says of one column, whichever layout it said it in. */
export interface Column {
  readonly name: string;
  readonly method: string;
  readonly score: number | null;
  readonly threshold: number | null;
  /** Evidently's own verdict; null when the report has none. */
  readonly drifted: boolean | null;
}

/**
 * A column as a feature of a drift report: a p-value where the method is a test, a distance where it is one. A score
 * that is missing (an empty column) was not measured and is not violated.
 *
 * @returns null when neither a verdict is written nor the method is known, so that nobody can tell what the score means
 */
export function featureOf({ name, method, score, threshold, drifted }: Column): DriftFeature | null {
  const kind = scoreKind(method);
  if (kind === "unknown" && drifted === null) return null;
  const line = threshold ?? (kind === "unknown" ? null : usualThreshold(kind));
  const isProbability = kind === "p-value" && score !== null && score >= 0 && score <= 1;
  const beyond = score !== null && line !== null && (kind === "p-value" ? score <= line : score >= line);
  return {
    feature: name,
    check: "baseline_drift_check",
    violated: drifted ?? beyond,
    distance: kind === "distance" ? score : null,
    threshold: kind === "distance" ? line : null,
    pValue: isProbability ? score : null,
    description:
      score === null
        ? `Evidently gave no score (${method})`
        : `Evidently: ${method}, score ${score} against ${line ?? "no threshold that was written"}`,
  };
}
