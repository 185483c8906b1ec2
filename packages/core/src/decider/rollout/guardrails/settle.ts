import type { ModelPolicy } from "../../../policy/policy.ts";
import type { FoundEndpoint } from "../../../vocabulary/endpoint-expectation.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import type { EndpointChange, Rollout } from "../../../vocabulary/state.ts";
import { withoutStop } from "../../endpoint/reading-words.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { endPromoted, endRolledBack } from "../end.ts";
import { startNextRollout } from "../start.ts";

/** The endpoint has what was asked for: SageMaker's deployment, or the way back from it, has ended. */
export function settleGuarded(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  found: FoundEndpoint,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { phase, challenger, guardrails, undoes } = rollout;
  if (!guardrails) return;
  const cause = change.sequence;
  if (phase === "deploying") {
    const watched = undoes
      ? "It came back at once, and nothing could take that back."
      : `None of its alarms (${guardrails.alarms.join(", ")}) went off during SageMaker's deployment, and no statistics were taken.`;
    const promoted = endPromoted(pending, rollout, policy, {
      because: `Version ${challenger.version} serves alone under the name ${challenger.variant}. ${watched}`,
      config: change.config,
      cause,
    });
    startNextRollout(pending, facts, policy, promoted.sequence);
    return;
  }
  if (phase !== "rolling-back") return;
  const reason = rollout.rollBackReason ?? "";
  const back = endRolledBack(pending, rollout, {
    because: `The old champion serves again under the name ${rollout.champion.variant}. ${reason}`,
    reason,
    config: found.config ?? change.config,
    cause,
  });
  startNextRollout(pending, facts, policy, back.sequence);
}

/** SageMaker took its deployment back, and said why, or did not. */
export function endTakenBack(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  { config, failureReason }: FoundEndpoint,
): void {
  const reason = failureReason ?? "SageMaker gave no reason";
  endRolledBack(pending, rollout, {
    because: `SageMaker took its deployment of version ${rollout.challenger.version} back: ${withoutStop(reason)}. The endpoint is in service with config ${config}, and no statistics were taken.`,
    reason,
    config: config ?? change.before,
    cause: change.sequence,
  });
}
