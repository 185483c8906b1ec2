import type { ModelPolicy } from "../../policy/policy.ts";
import type { VersionReference } from "../../vocabulary/entry.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import { championPackage, packageVersion, type State } from "../../vocabulary/state.ts";
import { valueInWords } from "../../words/value.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { beginGuarded } from "../rollout/guardrails/begin.ts";
import { beginPaired } from "../rollout/paired/begin.ts";
import { beginRollout } from "../rollout/start.ts";
import { move } from "../scaling/move.ts";

/** A former champion, and the promotion that replaced it. */
export interface FormerChampion extends VersionReference {
  /** The sequence of its `rollout-promoted`. */
  readonly promotion: number;
  /** The version that was promoted, and serves. */
  readonly replacedBy: number;
}

/** What an undo goes back to, as far as the ledger knows; else why there is no way back, in words. */
export function formerChampion(state: State): FormerChampion | { readonly refused: string } {
  const { lastPromotion, rollout, held } = state;
  if (rollout) return { refused: trialInTheWay(rollout) };
  if (!lastPromotion) return { refused: "no version was promoted, so there is nothing to take back." };
  const { promoted, before, endpointBefore, undone, sequence } = lastPromotion;
  const promotion = `the promotion of version ${promoted.version}`;
  if (undone)
    return {
      refused: `${promotion} was taken back already${undone.by === null ? "" : ` by ${undone.by}`} at ${undone.at}. An undo goes back once and never forward: to try a version again, start its rollout.`,
    };
  if (held)
    return { refused: `a person must look at the endpoint first and resume the model. ${held.reason}` };
  if (championPackage(state) !== promoted.package)
    return {
      refused: `version ${promoted.version}, which was promoted last, does not serve any more: someone else changed the endpoint since.`,
    };
  const version = packageVersion(before.package);
  if (before.package === null || version === null)
    return {
      refused: `what served before version ${promoted.version} was made from no model package. Give the endpoint its config ${endpointBefore.config} yourself, and resume the model.`,
    };
  return { package: before.package, version, promotion: sequence, replacedBy: promoted.version };
}

function trialInTheWay({ undoes, bake, challenger, phase }: NonNullable<State["rollout"]>): string {
  const { version } = challenger;
  if (undoes) return `an undo is under way already, back to version ${version} (${valueInWords(phase)}).`;
  if (phase === "held")
    return `version ${version} is held, and Driftwheel does not touch the endpoint; resume the model first.`;
  if (phase === "rolling-back") return `version ${version} is being rolled back already.`;
  if (phase === "promoting" && bake)
    return `the old variant goes, because the bake of version ${version} is over; ask again when it has gone.`;
  return `version ${version} is on trial (${valueInWords(phase)}); roll its trial back first.`;
}

/**
 * Brings a former champion back: a rollout of its own, whose challenger gets all of the traffic at once, and which nobody
 * looks at. Its capacity comes first, as in any trial, so that no request meets a variant that is not there yet.
 */
export function startUndo(
  pending: PendingEntries,
  { promotion, replacedBy, ...former }: FormerChampion,
  facts: Facts,
  policy: ModelPolicy,
  { by, reason, cause }: { readonly by: string; readonly reason: string; readonly cause: number },
): void {
  const undoing = {
    because: `Version ${former.version}, the champion before version ${replacedBy}, takes all of the traffic again: ${by} asked to undo the promotion: ${reason}`,
    undoes: { promotion, by },
    cause,
  };
  if (policy.rollout.guardrails) beginGuarded(pending, former, facts, policy, undoing);
  else if (policy.rollout.paired) {
    beginPaired(pending, former, facts, policy, undoing);
    finishUndo(pending, facts, policy, cause);
  } else beginRollout(pending, former, facts, policy, { ...undoing, share: 100 });
}

/** Once a former champion serves, it gets all of the traffic where it has not, and what it replaces goes. */
export function finishUndo(pending: PendingEntries, facts: Facts, policy: ModelPolicy, cause: number): void {
  const { rollout } = pending.state;
  if (!rollout?.undoes) return;
  const reason = `Version ${rollout.challenger.version} is back, and serves alone from now on.`;
  move(pending, facts, policy, { to: 100, reason, cause });
}
