import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { Baseline } from "../baseline/baseline.ts";
import { estimateOf, estimateOfBaseline } from "./estimate.ts";

/** The check of a line that tells an estimate, and decides nothing. */
export const estimateCheck = "performance_estimate";

/** The metrics that people are told of; the others stand in the window's statistics. */
const main: readonly string[] = ["accuracy", "recall", "f1", "macro_f1", "mae"];

/**
 * What the model's performance is likely to be in a window without labels, a line of the report for each main metric.
 * Lines are told and decide nothing: they have no p-value.
 *
 * @param counts as `CellCounter` gives them; null where the baseline learnt nothing
 */
export function toldEstimate(
  { estimation }: Pick<Baseline, "estimation">,
  counts: readonly number[] | null,
): readonly DriftFeature[] {
  const estimated = estimation && counts ? estimateOf(estimation, counts) : null;
  if (!estimation || !estimated) return [];
  const before = estimateOfBaseline(estimation);
  return main.flatMap((metric) => {
    const found = estimated.get(metric);
    if (!found || !Number.isFinite(found.value)) return [];
    const usual = before?.get(metric);
    return [
      {
        feature: metric,
        check: estimateCheck,
        violated: false,
        distance: null,
        threshold: null,
        pValue: null,
        description: `Estimated without labels: ${metric} of ${figure(found.value)} +/- ${figure(found.standardError)}${usual ? `, ${figure(usual.value)} in the baseline` : ""}`,
        measured: {
          value: found.value,
          standardError: Number.isFinite(found.standardError) ? found.standardError : null,
          line: null,
          worse: null,
          baseline: usual?.value ?? null,
          estimated: true,
        },
      },
    ];
  });
}

/** The estimate as the window's statistics have it; null where there is none. */
export function writtenEstimate(
  { estimation }: Pick<Baseline, "estimation">,
  counts: readonly number[] | null,
): Readonly<Record<string, { readonly value: number; readonly standard_deviation: number }>> | null {
  const estimated = estimation && counts ? estimateOf(estimation, counts) : null;
  if (!estimated) return null;
  return Object.fromEntries(
    [...estimated].flatMap(([metric, { value, standardError }]) =>
      Number.isFinite(value) ? [[metric, { value, standard_deviation: standardError }]] : [],
    ),
  );
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
