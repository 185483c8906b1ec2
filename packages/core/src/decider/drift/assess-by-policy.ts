import type { Baseline } from "../../monitor/baseline/baseline.ts";
import { type Assessment, assessWindow } from "../../monitor/window/assess-window.ts";
import type { WindowState } from "../../monitor/window/window-state.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { promisedRunLength } from "./persistence.ts";

/** Share of windows without drift in which a line may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

/**
 * Assesses a window as a model's policy says.
 *
 * @param windowMilliseconds how long the window is: windows of that length follow one another
 * @param predictions what is watched of the answers
 */
export function assessByPolicy(
  baseline: Baseline,
  state: WindowState,
  { sensitivity, minRows }: Pick<ModelPolicy["drift"], "sensitivity" | "minRows">,
  windowMilliseconds: number,
  predictions: readonly { readonly name: string }[] = [],
): Assessment {
  const { minEffect, falseAlarmsPerYear } = sensitivity;
  const runLength = promisedRunLength({ windowMilliseconds, falseAlarmsPerYear });
  return assessWindow({
    baseline,
    state,
    falseAlarmRate,
    minEffect,
    minRows,
    runLength,
    predictions: predictions.map(({ name }) => name),
  });
}
