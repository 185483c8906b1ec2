import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { State } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { promote, rollBackAgain } from "../rollout/end.ts";
import { beforePromotion, beforeWayBack } from "./changes.ts";
import { inWords } from "./in-words.ts";

/** True while a config that takes a variant away, or the taking off of its scaling, is refused and tried again. */
export function mayBeScaledMeanwhile({ rollout, outbox, held }: State): boolean {
  const change = rollout?.change;
  if (!change || held || (rollout.phase !== "promoting" && rollout.phase !== "rolling-back")) return false;
  return outbox.some(
    ({ effect, refused }) =>
      refused !== null &&
      effect.sequence === change.sequence &&
      ["deploy-winner", "restore-config", "set-scaling"].includes(effect.kind),
  );
}

/** When someone has scaled the variant that goes, its scaling is seen, written down, and taken off as well. */
export function takeOffAgain(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  const { rollout } = pending.state;
  if (!facts.scaling || !rollout?.change || !mayBeScaledMeanwhile(pending.state)) return;
  const goes = (rollout.phase === "promoting" ? rollout.champion : rollout.challenger).variant;
  const found = facts.scaling.variants[goes];
  if (!found) return;
  const { sequence, deadline } = rollout.change;
  const why = `Someone else has scaled ${goes} meanwhile (${inWords(found)}), and SageMaker refuses to take a scaled variant away; its scaling is taken off.`;
  if (rollout.phase === "promoting")
    promote(
      pending,
      policy,
      `${why} Version ${rollout.challenger.version} is promoted, and its variant takes that scaling over.`,
      sequence,
      { scaling: beforePromotion(rollout, facts.scaling), deadline },
    );
  else
    rollBackAgain(pending, policy, why, sequence, {
      scaling: beforeWayBack(rollout, facts.scaling),
      deadline,
    });
}
