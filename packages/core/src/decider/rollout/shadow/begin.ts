import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { ShadowBegun } from "../../../vocabulary/trial/shadow.ts";
import { isShadow } from "./evolve.ts";

/** How a challenger begins as a shadow; undefined where the policy has none. */
export function shadowOf({ rollout: { shadow } }: ModelPolicy): ShadowBegun | undefined {
  return shadow && { share: shadow.share, for: shadow.for };
}

/** Why a shadow cannot serve alone without taking traffic first, in words; null when it can, and for what is no shadow. */
export function obstacleOfShadow(rollout: Rollout | null, policy: ModelPolicy): string | null {
  if (!rollout || !isShadow(rollout)) return null;
  if (rollout.scaling)
    return `${rollout.champion.variant} is scaled, and a shadow cannot be given its scaling before it takes traffic.`;
  return policy.rollout.bake?.keepWarm
    ? "the policy keeps the old variant warm (bake.keepWarm), which no config has beside a shadow that is promoted."
    : null;
}
