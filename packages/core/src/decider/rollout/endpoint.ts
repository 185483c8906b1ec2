import type { ModelPolicy } from "../../policy/policy.ts";
import type { EndpointFact, Facts } from "../../vocabulary/fact.ts";
import type { EndpointChanged, EndpointDeploymentChanged, RolloutPolled } from "../../vocabulary/signal.ts";
import type { EndpointChange, Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { adoptEndpoint } from "./adopt-endpoint.ts";
import { endRolledBack, hold } from "./end.ts";
import { startNextRollout } from "./start.ts";

/** An event of the endpoint: a reason to look at it, not more. */
export function decideOnEndpoint(
  pending: PendingEntries,
  signal: EndpointChanged | EndpointDeploymentChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const before = pending.entries.length;
  adoptEndpoint(pending, facts);
  compare(pending, facts, policy);
  if (pending.entries.length === before) {
    const found = facts.endpoint;
    pending.write(
      "signal-observed",
      `The event says ${signal.status}; the endpoint is ${found?.status ?? "unknown"} with config ${found?.config ?? "unknown"}, as expected.`,
      { signal: signal.kind },
    );
  }
}

/** The rollout's own look at its endpoint: writes only when something came to its end. */
export function decideOnPoll(
  pending: PendingEntries,
  signal: RolloutPolled,
  facts: Facts,
  policy: ModelPolicy,
): void {
  if (pending.state.rollout?.rollout !== signal.rollout) return;
  compare(pending, facts, policy);
}

/** Compares what DescribeEndpoint says with what was asked. */
export function compare(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  const { state } = pending;
  const found = facts.endpoint;
  if (!found || state.held || !state.endpoint) return;
  if (!found.exists) {
    changedOutside(pending, found, state.endpoint.config, policy);
    return;
  }
  const { rollout } = state;
  if (rollout && rollout.phase !== "held") {
    if (rollout.change) {
      compareChange(pending, rollout, rollout.change, found, facts, policy);
    } else if (found.status === "InService" && found.config !== rollout.trialConfig) {
      changedOutside(pending, found, rollout.trialConfig, policy);
    }
    return;
  }
  const stable =
    found.status === "InService" || found.status === "Failed" || found.status === "UpdateRollbackFailed";
  if (!rollout && stable && found.config !== state.endpoint.config) {
    changedOutside(pending, found, state.endpoint.config, policy);
  }
}

function compareChange(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  found: EndpointFact,
  facts: Facts,
  policy: ModelPolicy,
): void {
  // Until the service has taken the request, what it shows is the endpoint before it.
  const asked = pending.state.outbox.some(
    ({ effect }) => effect.sequence === change.sequence && isEndpointEffect(effect.kind),
  );
  const overdue = pending.now.getTime() > Date.parse(change.deadline);
  if (found.status === "Failed" || found.status === "UpdateRollbackFailed") {
    hold(
      pending,
      `The endpoint is ${found.status}: ${found.failureReason ?? "no reason given"}.`,
      change.sequence,
    );
    return;
  }
  if (!asked && found.status === "InService") {
    if (found.config !== change.config) {
      if (found.config === change.before) wentBack(pending, rollout, change, found);
      else changedOutside(pending, found, change.config, policy);
      return;
    }
    if (weightsMatch(found, change)) {
      settle(pending, rollout, change, found, facts, policy);
      return;
    }
  }
  if (overdue) {
    hold(
      pending,
      `The endpoint is ${found.status} with config ${found.config}; it should have had ${change.config} by ${change.deadline}.`,
      change.sequence,
    );
  }
}

function settle(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  found: EndpointFact,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { challenger, champion } = rollout;
  const { right, of } = { right: rollout.totals.challenger, of: rollout.totals.champion };
  const record =
    right.trials > 0
      ? ` over ${rollout.looks} looks it was right in ${right.successes} of ${right.trials}, the champion in ${of.successes} of ${of.trials}`
      : ` after ${rollout.looks} looks`;
  switch (rollout.phase) {
    case "deploying":
    case "shifting": {
      const weights = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
      pending.write(
        "signal-observed",
        `The endpoint has what was asked for: config ${change.config}, weights ${weights}.`,
        { signal: "endpoint", settled: { config: change.config } },
        change.sequence,
      );
      return;
    }
    case "promoting": {
      const promoted = pending.write(
        "rollout-promoted",
        `Version ${challenger.version} serves alone;${record}.`,
        {
          rollout: rollout.rollout,
          challenger: { package: challenger.package, version: challenger.version },
          champion: { package: champion.package },
          variant: challenger.variant,
          config: change.config,
        },
        change.sequence,
      );
      const { confirmed } = pending.state.drift;
      if (confirmed) {
        pending.write(
          "drift-cleared",
          `The champion that drifted since ${confirmed.since} is replaced; evidence is gathered anew against version ${challenger.version}'s own baseline.`,
          { why: "champion-replaced", cusum: 0, until: pending.now.toISOString() },
          promoted.sequence,
        );
      }
      startNextRollout(pending, facts, policy, promoted.sequence);
      return;
    }
    case "rolling-back": {
      const reason = rollout.rollBackReason ?? "";
      const back = endRolledBack(pending, rollout, {
        because: `The old champion serves alone again;${record}. ${reason}`,
        reason,
        config: change.config,
        cause: change.sequence,
      });
      startNextRollout(pending, facts, policy, back.sequence);
      return;
    }
    case "looking":
    case "held":
      return;
  }
}

/** A guardrail of SageMaker's own may take an update back and still say InService. */
function wentBack(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  found: EndpointFact,
): void {
  const reason = `SageMaker took the update to ${change.config} back on its own: the endpoint is in service with ${found.config}.`;
  if (rollout.phase !== "deploying") {
    hold(pending, reason, change.sequence);
    return;
  }
  endRolledBack(pending, rollout, { because: reason, reason, config: change.before, cause: change.sequence });
}

function changedOutside(
  pending: PendingEntries,
  found: EndpointFact,
  expected: string,
  policy: ModelPolicy,
): void {
  const changed = pending.write(
    "endpoint-changed-outside",
    found.exists
      ? `The endpoint is ${found.status} with config ${found.config}, and should have ${expected}; someone else changed it, so Driftwheel does not touch it.`
      : `The endpoint does not exist any more; it should have ${expected}.`,
    { endpoint: policy.endpoint, expectedConfig: expected, foundConfig: found.config, status: found.status },
  );
  hold(pending, "The endpoint was changed by someone else.", changed.sequence);
}

function weightsMatch(found: EndpointFact, change: EndpointChange): boolean {
  if (!change.weights) return true;
  return Object.entries(change.weights).every(([name, weight]) =>
    found.variants.some((variant) => variant.name === name && Math.abs(variant.weight - weight) < 1e-6),
  );
}

function isEndpointEffect(kind: string): boolean {
  return ["deploy-trial", "deploy-winner", "restore-config", "shift-weights"].includes(kind);
}
