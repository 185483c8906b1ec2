import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { LookMetrics, LookOfAll } from "../../../vocabulary/trial/look-metrics.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { move } from "../../scaling/move.ts";
import { hold, rollBack, shift } from "../end.ts";
import { nextStep } from "../verdict.ts";
import { drop, offInWords, owesWeights } from "./drop.ts";
import { eachOf } from "./each.ts";
import { type Judged, together } from "./judge-together.ts";

/** The look's counts of that comparison; null where it was read before the traffic was divided as it is, or not at all. */
export function countsOf(
  { challenger, readUntil, dropped, others }: Rollout,
  look: LookOfAll,
): LookMetrics | null {
  const { others: besides = [], ...first } = look;
  if (dropped.length === 0 && others.length === 0) return first;
  const metrics = [first, ...besides].find((one) => one.challenger.variant === challenger.variant);
  return metrics && (readUntil === null || metrics.start >= readUntil) ? metrics : null;
}

/** True where a look says what is needed of each challenger. */
export function hasAll(rollout: Rollout, look: LookOfAll): boolean {
  return eachOf(rollout).every((comparison) => countsOf(comparison, look) !== null);
}

/** What follows from the looks at several challengers, which are written down. */
export function actTogether(
  pending: PendingEntries,
  policy: ModelPolicy,
  judged: readonly Judged[],
  { cause, facts }: { readonly cause: number; readonly facts: Facts },
): void {
  // Harm ends a trial even so; everything else waits for the person, or for the end of what changes the endpoint now.
  const isFree = !pending.state.paused && facts.endpoint?.status === "InService";
  const { drops, ending, reason } = together(judged, isFree);
  for (const one of drops) drop(pending, one, cause);
  const { rollout } = pending.state;
  if (!rollout) return;
  switch (ending) {
    case "promote":
      move(pending, facts, policy, { to: 100, reason, cause });
      return;
    case "roll-back":
      rollBack(pending, policy, reason, cause);
      return;
    case "hold":
      hold(pending, reason, cause);
      return;
    case "shift":
      move(pending, facts, policy, {
        to: nextStep(rollout, policy.rollout) ?? rollout.weight,
        reason: owesWeights(rollout) ? `${reason} ${offInWords(rollout)}` : reason,
        cause,
      });
      return;
    case "stay":
      break;
  }
  if (owesWeights(rollout)) shift(pending, policy, rollout.weight, offInWords(rollout), cause);
}
