import type { DriftFeature } from "../../../vocabulary/drift-window.ts";

/**
 * As many features as a person reads. A model may have hundreds, and an entry must stay small: DynamoDB takes items
 * of 400 kB, EventBridge events of 256 kB.
 */
const mostFeatures = 10;

/**
 * Order of features for people and for parameters: largest distance first, those without a distance after
 * them by p-value, then by name, so that the order never depends on how they arrived.
 */
export function byStrength(one: DriftFeature, other: DriftFeature): number {
  return (
    (other.distance ?? Number.NEGATIVE_INFINITY) - (one.distance ?? Number.NEGATIVE_INFINITY) ||
    (one.pValue ?? 1) - (other.pValue ?? 1) ||
    compared(one.feature, other.feature) ||
    compared(one.check, other.check)
  );
}

/** The first of features in their order, and how many more there are. */
export function strongest(
  features: readonly DriftFeature[],
  beyond = 0,
): { readonly features: readonly DriftFeature[]; readonly more?: number } {
  const shown = features.slice(0, mostFeatures);
  const more = Math.max(features.length, beyond) - shown.length;
  return more > 0 ? { features: shown, more } : { features: shown };
}

/** Largest distance of the features, null when none has one. */
export function largestDistance(features: readonly DriftFeature[]): number | null {
  return features.reduce<number | null>(
    (largest, { distance }) => (distance === null ? largest : Math.max(largest ?? distance, distance)),
    null,
  );
}

/** Order of texts by their code units, whatever the language. */
export function compared(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}
