import type { ModelPolicy } from "../../../policy/policy.ts";
import type { EntryData } from "../../../vocabulary/entry.ts";

/** The differences that matter, where the policy does not say by which guards. */
export function minimumEffectsOf({
  minimumEffect,
  guards,
}: ModelPolicy["rollout"]): EntryData["rollout-started"]["minimumEffects"] {
  const { errorRate = 0.01, p99Latency = 0.02, coldStarts } = guards;
  return {
    outcome: minimumEffect,
    errors: errorRate,
    slow: p99Latency,
    ...(coldStarts !== undefined && { coldStarts }),
  };
}
