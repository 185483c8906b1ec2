import { type Dispersion, dispersedPValue } from "../../stats/two-samples/dispersion.ts";
import { psiScale } from "../../stats/two-samples/population-stability-index.ts";
import type { CheckEvidence } from "../window/window-evidence.ts";

/** The statistic of a distribution's check; null for other checks, and where nothing could be compared. */
export function statisticOf({ distance, sizes }: CheckEvidence): number | null {
  return distance === null || sizes === null ? null : distance / psiScale(sizes);
}

/** The check with the p-value that holds where rows are so dispersed. */
export function dispersed(evidence: CheckEvidence, dispersion: Dispersion | undefined): CheckEvidence {
  const statistic = statisticOf(evidence);
  if (statistic === null || !dispersion) return evidence;
  return { ...evidence, pValue: dispersedPValue(statistic, dispersion), dispersion };
}
