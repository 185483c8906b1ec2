import type { DriftFeature, DriftWindow, WindowMeasures } from "../../../vocabulary/drift-window.ts";
import { byStrength } from "./strongest-first.ts";

/** As many as a person reads, and an entry stays small. */
const most = 10;

/**
 * What a report's lines say beside those that its window names: how far other features are from the baseline, and how
 * the model performed.
 *
 * @returns null where they say no more
 */
export function windowMeasures(
  lines: readonly DriftFeature[],
  window: Pick<DriftWindow, "features">,
): WindowMeasures | null {
  const named = new Set(window.features.map(({ feature }) => feature));
  const farthest = new Map<string, WindowMeasures["distances"][number]>();
  for (const { feature, distance, threshold } of lines.toSorted(byStrength)) {
    if (distance === null || named.has(feature) || farthest.has(feature)) continue;
    farthest.set(feature, {
      feature,
      distance: fourDigits(distance),
      threshold: threshold === null ? null : fourDigits(threshold),
    });
    if (farthest.size === most) break;
  }
  const metrics = lines
    .flatMap(({ feature, measured }) => (measured ? [{ metric: feature, ...measured }] : []))
    .slice(0, most)
    .map((found) => ({
      ...found,
      value: fourDigits(found.value),
      standardError: found.standardError === null ? null : fourDigits(found.standardError),
      line: found.line === null ? null : fourDigits(found.line),
      baseline: found.baseline === null ? null : fourDigits(found.baseline),
    }));
  return farthest.size + metrics.length === 0 ? null : { distances: [...farthest.values()], metrics };
}

function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}
