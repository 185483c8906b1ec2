import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import { type Pair, pairCheck, pairName } from "./pair.ts";

/**
 * Names pairs only where their own features do not say it already: a feature that drifts moves the cells of its pairs,
 * and people and pipelines are to hear of the feature. What the window says as a whole stays as it is.
 */
export function namePairs(
  features: readonly DriftFeature[],
  pairs: readonly Pair[],
): readonly DriftFeature[] {
  const moved = new Set(
    features.filter(({ check, violated }) => violated && check !== pairCheck).map(({ feature }) => feature),
  );
  const explained = new Set(
    pairs
      .filter(({ features: names }) => names.some((name) => moved.has(name)))
      .map(({ features: names }) => pairName(names)),
  );
  return features.map((line) =>
    line.check === pairCheck && line.violated && explained.has(line.feature)
      ? { ...line, violated: false, description: `${line.description}; told by its own features` }
      : line,
  );
}
