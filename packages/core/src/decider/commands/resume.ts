import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { EndpointFact, Facts } from "../../vocabulary/fact.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import { type ResumableRoute, resumableRoute } from "../apart/resume.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endBaked } from "../promotion/bake.ts";
import { finishUndo } from "../promotion/undo.ts";
import { takeDroppedOff } from "../rollout/challengers/drop.ts";
import { endPromoted, endRolledBack, rollBack } from "../rollout/end.ts";
import { nextExecution } from "../rollout/execution.ts";
import { startNextRollout } from "../rollout/start.ts";
import type { Reply } from "./reply.ts";

/** An endpoint that changes now shows neither what it was nor what it will be. */
const changing = ["Creating", "Updating", "SystemUpdating", "RollingBack"];

/** A person lets go on with what was paused or held. */
export function resume(
  pending: PendingEntries,
  origin: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
): Reply {
  const { paused, held, rollout } = pending.state;
  const stopped = held !== null || rollout?.phase === "held";
  if (!paused && !stopped)
    return { refused: "the model is neither paused nor held; there is nothing to resume." };
  const status = facts.endpoint?.status;
  if (stopped && status && changing.includes(status))
    return { refused: `the endpoint is ${status}; resume the model when it is in service.` };
  const beside =
    rollout?.phase === "held" && rollout.apart
      ? resumableRoute(pending.state.model, rollout, facts.endpoint, servingConfig(rollout))
      : null;
  if (beside && "refused" in beside) return beside;
  return { carryOut: (cause) => goOn(pending, origin, facts, policy, cause, beside) };
}

/** The endpoint is accepted as it is now; a held rollout goes on if its config still serves. */
function goOn(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
  beside: ResumableRoute | null,
): void {
  const { rollout } = pending.state;
  const found = acceptable(facts.endpoint);
  const heldTrial = rollout?.phase === "held" ? rollout : null;
  const isShadowStill = heldTrial !== null && found !== null && found.config === shadowConfig(heldTrial);
  const goesOn =
    heldTrial !== null &&
    (isShadowStill || found?.config === servingConfig(heldTrial)) &&
    !isOver(heldTrial) &&
    (beside === null || heldTrial.bake !== null || beside.challengerServes);
  const resumed = pending.write(
    "resumed",
    `${by} resumed the model: ${reason}`,
    {
      by,
      reason,
      // A trial that was only paused keeps what it knows of its endpoint.
      endpoint: rollout && !heldTrial ? null : found,
      ...(beside && goesOn ? { route: beside.route } : {}),
      rollout: goesOn ? nextExecution(heldTrial) : null,
    },
    cause,
  );
  if (heldTrial && isShadowStill) {
    const owed =
      heldTrial.rollBackReason ?? "the endpoint has not come to the trial that follows its shadow.";
    rollBack(pending, policy, owed, resumed.sequence);
  } else if (heldTrial && goesOn) payBack(pending, facts, policy, heldTrial, resumed.sequence);
  else if (heldTrial) end(pending, policy, heldTrial, found?.config ?? null, resumed.sequence);
  startNextRollout(pending, facts, policy, resumed.sequence);
}

/** What SageMaker deployed serves alone: nothing is left of it but what it owes, or its bake. */
function isOver({ guardrails, bake, rollBackReason }: Rollout): boolean {
  return guardrails !== null && bake === null && rollBackReason === null;
}

function acceptable(found: EndpointFact | undefined) {
  if (!found?.exists || found.status !== "InService" || found.config === null) return null;
  return { config: found.config, variants: found.variants };
}

/** A roll back that was decided before the hold, or during it, is what a resumed trial goes on with; an undo has no looks. */
function payBack(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  { rollBackReason }: Rollout,
  cause: number,
): void {
  if (rollBackReason !== null) rollBack(pending, policy, rollBackReason, cause);
  else {
    finishUndo(pending, facts, policy, cause);
    takeDroppedOff(pending, policy, cause);
  }
}

/** What an endpoint has on which the trial, or the bake after it, goes on. */
function servingConfig({ bake, trialConfig, soleConfig, originalConfig, apart }: Rollout): string {
  if (bake && !bake.keepWarm) return soleConfig;
  return apart ? originalConfig : trialConfig;
}

/** What a shadow that was passed on had before its trial: it costs its instances until it is taken back. Null for others. */
function shadowConfig({ shadow, trialConfig, bake }: Rollout): string | null {
  return shadow?.over && !bake ? trialConfig.replace(/-trial$/, "-shadow") : null;
}

/** That config does not serve any more: a promotion or a roll back came to its end, or a person ended it. */
function end(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  config: string | null,
  cause: number,
): void {
  const { challenger, soleConfig, originalConfig, rollBackReason, bake } = rollout;
  if (bake && rollBackReason === null && config !== originalConfig) {
    endBaked(pending, rollout, {
      because: `The bake of version ${challenger.version} ends: the endpoint was resumed with config ${config ?? "unknown"}.`,
      config: config ?? soleConfig,
      cause,
    });
    return;
  }
  if (config === soleConfig && rollBackReason === null) {
    endPromoted(pending, rollout, policy, {
      because: `Version ${challenger.version} serves alone: the endpoint was resumed with its config ${config}.`,
      config,
      cause,
    });
    return;
  }
  endRolledBack(pending, rollout, {
    because: rollout.apart
      ? `The trial of version ${challenger.version} ends: the endpoint was resumed with config ${config ?? "unknown"}, and the challenger's own does not serve.`
      : `The trial of version ${challenger.version} ends: the endpoint was resumed with config ${config ?? "unknown"}, which is not the trial's.`,
    reason: rollBackReason ?? "ended by a person",
    config: config ?? originalConfig,
    cause,
  });
}
