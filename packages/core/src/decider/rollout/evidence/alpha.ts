import type { ModelPolicy } from "../../../policy/policy.ts";

/** Error probability of a false promotion, and of a false roll back by all harms together, where the policy asks for no less. */
export const alphaEachWay = 0.025;

/**
 * Error probability of one proof that promotes. A challenger that may be promoted as a shadow, and otherwise in the ramp, is
 * asked twice: each proof has half of what the trial has.
 */
export function alphaOfProof(alpha: number, { shadow }: Pick<ModelPolicy["rollout"], "shadow">): number {
  return shadow?.onAgreement === "promote" ? alpha / 2 : alpha;
}
