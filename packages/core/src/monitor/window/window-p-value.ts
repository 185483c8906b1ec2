import { combinedPValue } from "../../stats/two-samples/combined-p-value.ts";
import type { WindowEvidence } from "../../vocabulary/drift-window.ts";
import type { Baseline } from "../baseline/baseline.ts";
import { baselineAllowance, baselineVariance } from "../baseline/baseline-allowance.ts";
import { calibratedPValue } from "../baseline/calibration.ts";

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
