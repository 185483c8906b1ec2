import { DDSketch } from "@datadog/sketches-js";
import { logitDifference } from "./distributions/logit.ts";
import type { ArmCounts } from "./sequential/arm-counts.ts";
import { type EProcess, startEProcess, updateEProcess } from "./sequential/block-e-process.ts";

/** A sketch's quantiles are off by this share of their value at most. */
export const relativeAccuracy = 0.01;

/**
 * Is the challenger slow more often than the champion? The champion's quantile before the trial is frozen; each look
 * counts in both arms what exceeds it; the counts go to the block e-process, "success" meaning "too slow". The frozen
 * line needs not be the true quantile for that: it is the same for both arms and fixed before the trial, so the test
 * is exact, and it needs counts only, which may be added over periods and hosts.
 */
export interface QuantileGuard {
  /** Share of the champion's own values below the line, 0 to 1, such as 0.99. */
  readonly quantile: number;
  /** The line, in the unit of the values. */
  readonly line: number;
  readonly process: EProcess;
}

/**
 * A DDSketch of values: mergeable, each quantile within 1% of its value, a few kB however many values (Masson, Rim and
 * Lee, VLDB 2019, https://www.vldb.org/pvldb/vol12/p2195-masson.pdf). Values that are no finite number are left out,
 * as are negative ones: no latency is negative.
 */
export function sketchOf(values: Iterable<number>): DDSketch {
  const sketch = new DDSketch({ relativeAccuracy });
  for (const value of values) {
    if (Number.isFinite(value) && value >= 0) sketch.accept(value);
  }
  return sketch;
}

/** One sketch of the values of several, which stay as they are. */
export function mergedSketch(sketches: readonly DDSketch[]): DDSketch {
  const merged = new DDSketch({ relativeAccuracy });
  for (const sketch of sketches) merged.merge(sketch);
  return merged;
}

/**
 * Freezes the champion's quantile and starts the guard.
 *
 * @param start.champion sketch of the champion's values before the trial
 * @param start.quantile 0 to 1, such as 0.99
 * @param start.minimumRise smallest rise of the share above the line that matters, 0 to 1
 * @returns null when the sketch is empty: there is no quantile to hold anything against
 */
export function startQuantileGuard(start: {
  readonly champion: DDSketch;
  readonly quantile: number;
  readonly minimumRise: number;
  readonly seedWeight: number;
}): QuantileGuard | null {
  const { champion, quantile, minimumRise, seedWeight } = start;
  if (!(champion.count > 0 && quantile >= 0 && quantile <= 1)) return null;
  const share = 1 - quantile;
  return {
    quantile,
    line: champion.getValueAtQuantile(quantile),
    process: startEProcess({
      championRate: share,
      seedWeight,
      minimumEffectLogit: logitDifference(share, minimumRise),
      direction: "better",
    }),
  };
}

/** How many of the values exceed the line; values that are no finite number, or negative, are not counted. */
export function exceedances(values: Iterable<number>, line: number): ArmCounts {
  let trials = 0;
  let successes = 0;
  for (const value of values) {
    if (!(Number.isFinite(value) && value >= 0)) continue;
    trials += 1;
    if (value > line) successes += 1;
  }
  return { trials, successes };
}

/** The guard after one more look: `logE` of its process tells how sure it is that the challenger is slow more often. */
export function updateQuantileGuard(
  guard: QuantileGuard,
  look: { readonly champion: ArmCounts; readonly challenger: ArmCounts },
): QuantileGuard {
  return { ...guard, process: updateEProcess(guard.process, look) };
}
