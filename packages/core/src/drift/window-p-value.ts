import { combinedPValue } from "../stats/combined-p-value.ts";
import type { Baseline } from "./baseline.ts";
import { baselineAllowance, baselineVariance } from "./calibration/baseline-allowance.ts";
import { calibratedPValue } from "./calibration/calibration.ts";

/** What a window's lines say together. */
export interface WindowEvidence {
  /** Probability without drift of a window whose strongest line is as strong, or stronger. */
  readonly pValue: number;
  /** Taken off the window's normal score because all windows share the baseline's sampling error; 0 or more. */
  readonly allowance: number;
  /**
   * Where the null distribution is from: the bootstrap of the baseline's rows, or, where the baseline has no
   * calibration, the lines' own p-values as if they were exact and independent.
   */
  readonly calibration: "bootstrap" | "theory";
}

/**
 * @param window.pValues of all lines that could be compared, one at least
 * @param window.runLength promised windows between false alarms
 */
export function windowEvidence(
  baseline: Pick<Baseline, "rows" | "calibration">,
  window: {
    readonly pValues: readonly number[];
    readonly rows: number;
    readonly runLength: number;
  },
): WindowEvidence {
  const { pValues, rows, runLength } = window;
  const combined = combinedPValue(pValues) ?? 1;
  const { calibration } = baseline;
  if (!calibration) return { pValue: combined, allowance: 0, calibration: "theory" };
  const spread = Math.sqrt(calibration.baselineShare * baselineVariance(rows, baseline.rows));
  return {
    pValue: calibratedPValue(calibration, combined, rows),
    allowance: baselineAllowance(spread, runLength),
    calibration: "bootstrap",
  };
}
