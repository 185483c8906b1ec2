import { dispersedThreshold } from "../../stats/two-samples/dispersion.ts";
import { psiThreshold } from "../../stats/two-samples/population-stability-index.ts";
import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { CheckEvidence } from "./window-evidence.ts";

/**
 * Decides one check: violated when chance alone would go so far with probability `falseAlarmRate` at most, and
 * the distance is at least the effect floor. The threshold told is the greater of the two lines where the
 * evidence has one in the distance's own unit, and the floor otherwise.
 */
export function judged(evidence: CheckEvidence, falseAlarmRate: number, minEffect: number): DriftFeature {
  const { feature, check, distance, pValue, words } = evidence;
  if (distance === null || pValue === null) {
    return {
      feature,
      check,
      violated: false,
      distance,
      threshold: null,
      pValue,
      description: `Not compared: ${words}`,
    };
  }
  const threshold = Math.max(lineOf(evidence, falseAlarmRate), minEffect);
  const violated = pValue <= falseAlarmRate && distance >= minEffect;
  const comparison = violated
    ? `${figure(distance)} exceeds threshold: ${figure(threshold)}`
    : `${figure(distance)} against threshold: ${figure(threshold)}`;
  return {
    feature,
    check,
    violated,
    distance,
    threshold,
    pValue,
    description: `Baseline drift distance: ${comparison} (PSI, p ${figure(pValue)}; ${words})`,
  };
}

/** In the distance's own unit; 0 when the evidence has none. */
function lineOf({ sizes, dispersion }: CheckEvidence, falseAlarmRate: number): number {
  if (!sizes) return 0;
  return dispersion
    ? dispersedThreshold(sizes, dispersion, falseAlarmRate)
    : psiThreshold({ ...sizes, falseAlarmRate });
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
