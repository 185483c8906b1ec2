import { meanOf, plusValues, type ValueSums } from "../../stats/sequential/mean-process.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { percent, round } from "../../words/numbers.ts";

/** Both arms of one look in words. */
export function countsInWords({ weight }: Pick<Rollout, "weight">, metrics: LookMetrics): string {
  return `At ${weight}%: ${armInWords("challenger", metrics)}, ${armInWords("champion", metrics)}.`;
}

function armInWords(name: "champion" | "challenger", metrics: LookMetrics): string {
  const { trials, successes, invocations, errors } = metrics[name];
  const values = metrics.requests?.cohorts.flatMap((cohort) => cohort[name].values ?? []) ?? [];
  if (values.length > 0) return `${name} ${valuesInWords(values)}`;
  return trials > 0
    ? `${name} right in ${successes} of ${trials} (${percent(successes / trials)})`
    : `${name} ${invocations} invocations, ${errors} errors`;
}

/** Of the whole trial: what a look adds to a mean tells nobody anything. */
function valuesInWords(values: readonly ValueSums[]): string {
  const all = values.reduce(plusValues);
  return `${round(meanOf(all))} on average over ${all.count} values so far`;
}
