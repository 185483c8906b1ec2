import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Rollout } from "@driftwheel/core/vocabulary/state.ts";

/** When periods of a rollout's metrics are complete. */
export function rhythmOf({ readUntil, startedAt }: Rollout, { rollout }: ModelPolicy) {
  return { readUntil: Date.parse(readUntil ?? startedAt), period: rollout.period, lag: rollout.metricLag };
}
