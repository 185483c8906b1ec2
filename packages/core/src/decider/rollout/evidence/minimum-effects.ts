import type { ModelPolicy } from "../../../policy/policy.ts";
import type { EntryData } from "../../../vocabulary/entry.ts";

/** The differences that matter, where the policy does not say by which guards. */
export function minimumEffectsOf({
  minimumEffect,
  guards,
}: ModelPolicy["rollout"]): EntryData["rollout-started"]["minimumEffects"] {
  return { outcome: minimumEffect, errors: guards.errorRate ?? 0.01, slow: guards.p99Latency ?? 0.02 };
}
