import type { Baseline } from "./baseline.ts";
import type { DriftFeature } from "./drift-window.ts";
import { judged } from "./judge-evidence.ts";
import { evidenceOf } from "./window-evidence.ts";
import type { WindowState } from "./window-state.ts";

export type Assessment =
  | {
      readonly result: "assessed";
      readonly rows: number;
      /** One line or more for each feature of the baseline, violated or not. */
      readonly features: readonly DriftFeature[];
    }
  | { readonly result: "not enough data"; readonly rows: number; readonly reason: string };

/**
 * Compares what a window counted with the baseline, feature by feature: distribution (PSI), missing values,
 * values of another type, unknown categories.
 *
 * A line is violated when it has both evidence and size: its p-value is below the false alarm rate shared out
 * over all lines, and its distance is at least the effect floor. Distances are PSI in nats throughout (of present
 * against missing rows, for example), so that one floor fits all.
 *
 * @param options.state counted over this baseline, its features in the same order
 * @param options.falseAlarmRate probability that a window without drift has any violated line, between 0 and 1
 * @param options.minEffect smallest PSI that matters, such as 0.2
 * @param options.minRows fewer rows than this are "not enough data", which is never "no drift"
 */
export function assessWindow(options: {
  readonly baseline: Baseline;
  readonly state: WindowState;
  readonly falseAlarmRate: number;
  readonly minEffect: number;
  readonly minRows: number;
}): Assessment {
  const { baseline, state, falseAlarmRate, minEffect, minRows } = options;
  const { rows } = state;
  const notEnough = (reason: string): Assessment => ({ result: "not enough data", rows, reason });
  if (rows < Math.max(1, minRows)) {
    return notEnough(`${rows} rows in the window; at least ${Math.max(1, minRows)} are needed`);
  }
  const evidence = baseline.features.flatMap((feature, index) => {
    const counted = state.features[index];
    return counted ? evidenceOf(feature, counted, rows) : [];
  });
  const tests = evidence.filter(({ pValue }) => pValue !== null).length;
  if (tests === 0) return notEnough("none of the baseline's features can be compared with the window");
  // Sidak: independent tests at this rate keep the window's own rate.
  const rate = -Math.expm1(Math.log1p(-falseAlarmRate) / tests);
  return {
    result: "assessed",
    rows,
    features: evidence.map((found) => judged(found, rate, minEffect)),
  };
}
