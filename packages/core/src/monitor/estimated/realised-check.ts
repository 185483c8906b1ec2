import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { Outcome } from "../quality/metrics/outcome.ts";
import { bucketOf } from "../window/counting/bucket-of.ts";
import { estimateByPrediction, estimateOf } from "./estimate.ts";
import type { Estimation } from "./estimation.ts";
import { estimateCheck } from "./told-estimate.ts";

/** Standard errors beyond which chance alone goes in one of a hundred hours: two-sided, normal. */
const mostErrors = 2.576;

/**
 * The estimate beside what turned out, for the same answers, once their labels have come: a line of the hour's report,
 * which decides nothing. Where they disagree beyond their standard errors what was learnt holds no longer, and estimates
 * of hours without labels are not to be relied on.
 *
 * @param outcomes those without a readable score are left out
 * @returns null when there is nothing to compare
 */
export function realisedCheck(estimation: Estimation, outcomes: readonly Outcome[]): DriftFeature | null {
  // Of several classes outcomes have no probabilities.
  if (estimation.kind === "multiclass") return null;
  const compared =
    estimation.kind === "binary" ? ofScores(estimation, outcomes) : ofErrors(estimation, outcomes);
  if (!compared) return null;
  const { metric, estimated, standardError, realised } = compared;
  const isFar = Math.abs(realised - estimated) > mostErrors * standardError;
  const said = isFar
    ? "they disagree beyond chance, so estimates without labels are not to be relied on"
    : "they agree";
  return {
    feature: metric,
    check: estimateCheck,
    violated: false,
    distance: null,
    threshold: null,
    pValue: null,
    description: `Estimated from the answers: ${metric} of ${figure(estimated)} +/- ${figure(standardError)}; ${figure(realised)} turned out: ${said}`,
  };
}

interface Compared {
  readonly metric: "accuracy" | "mae";
  readonly estimated: number;
  readonly standardError: number;
  readonly realised: number;
}

function ofScores(
  estimation: Extract<Estimation, { readonly kind: "binary" }>,
  outcomes: readonly Outcome[],
): Compared | null {
  const scored = outcomes.flatMap(({ score, success }) =>
    score === null ? [] : [{ at: score, loss: Number(success) }],
  );
  const estimated = estimateOf(estimation, countsOf(estimation.bins, scored))?.get("accuracy");
  if (!estimated) return null;
  return { metric: "accuracy", estimated: estimated.value, ...estimated, realised: meanLoss(scored) };
}

function ofErrors(
  estimation: Extract<Estimation, { readonly kind: "regression" }>,
  outcomes: readonly Outcome[],
): Compared | null {
  const answered = outcomes.flatMap(({ label, prediction }) =>
    typeof label === "number" && typeof prediction === "number"
      ? [{ at: prediction, loss: Math.abs(prediction - label) }]
      : [],
  );
  const counts = countsOf(estimation.byPrediction, answered);
  const estimated = estimateByPrediction(estimation, counts)?.get("mae");
  if (!estimated) return null;
  return { metric: "mae", estimated: estimated.value, ...estimated, realised: meanLoss(answered) };
}

function countsOf(
  bins: readonly { readonly from: number }[],
  rows: readonly { readonly at: number }[],
): readonly number[] {
  const lowers = Float64Array.from(bins, ({ from }) => from);
  const counts = bins.map(() => 0);
  for (const { at } of rows) {
    const bin = bucketOf(lowers, at);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function meanLoss(rows: readonly { readonly loss: number }[]): number {
  return rows.reduce((sum, { loss }) => sum + loss, 0) / rows.length;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
