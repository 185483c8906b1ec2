import type { ArmTotals, Rollout } from "../../../vocabulary/state.ts";
import type { LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";

export const nothingCounted: ArmTotals = { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };

/** What was counted since the traffic was divided as it is, with one more look; of the guards' counts those after the warm-up. */
export function withCounts(
  before: Rollout["sinceShift"],
  metrics: Pick<LookMetrics, "champion" | "challenger" | "requests">,
) {
  const arm = (name: "champion" | "challenger"): ArmTotals => {
    const { trials, successes } = metrics[name];
    const { invocations, errors, slow } = metrics.requests?.warm[name] ?? metrics[name];
    return plus(before[name], { trials, successes, invocations, errors, slow });
  };
  return { champion: arm("champion"), challenger: arm("challenger") };
}

export function plus(before: ArmTotals, look: ArmTotals): ArmTotals {
  return {
    trials: before.trials + look.trials,
    successes: before.successes + look.successes,
    invocations: before.invocations + look.invocations,
    errors: before.errors + look.errors,
    slow: before.slow + look.slow,
  };
}
