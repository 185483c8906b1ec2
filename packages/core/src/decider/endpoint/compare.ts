import { served } from "../../policy/batch/served.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { isTried } from "../../policy/serving/serving.ts";
import type { FoundEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { EndpointChanged, EndpointDeploymentChanged, RolloutPolled } from "../../vocabulary/signal.ts";
import type { EndpointChange, Rollout } from "../../vocabulary/state.ts";
import { deployedInWords, isComponent } from "../../vocabulary/trial/deployed-name.ts";
import { expectedConfig, routeInWords } from "../apart/routes.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endBaked } from "../promotion/bake.ts";
import { finishUndo } from "../promotion/undo.ts";
import { takeDroppedOff } from "../rollout/challengers/drop.ts";
import { endPromoted, endRolledBack, hold, returnRoute, rollBack, rollBackAgain } from "../rollout/end.ts";
import { endTakenBack, settleGuarded } from "../rollout/guardrails/settle.ts";
import { isShadow } from "../rollout/shadow/evolve.ts";
import { startNextRollout } from "../rollout/start.ts";
import { afterPreparing, move } from "../scaling/move.ts";
import { takeOffAgain } from "../scaling/take-off-again.ts";
import { adoptEndpoint, takeChampion } from "./adopt-endpoint.ts";
import { readEndpoint } from "./reading.ts";
import { type EndpointReading, withoutStop } from "./reading-words.ts";

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
      `The event says ${signal.status}; the endpoint is ${found?.status ?? "unknown"} with config ${found?.config ?? "unknown"}${stagesInWords(found)}, as expected.`,
      { signal: signal.kind },
    );
  }
}

/** What a deployment under way is at, by SageMaker's own words; empty when none is. */
function stagesInWords(found: FoundEndpoint | undefined): string {
  const stages = (found?.stages ?? []).map(
    ({ variant, status, message }) => `${variant} ${status}${message ? ` (${withoutStop(message)})` : ""}`,
  );
  return stages.length > 0 ? `, on its way to ${found?.pendingConfig}: ${stages.join(", ")}` : "";
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
  takeOffAgain(pending, facts, policy);
}

/** Compares what DescribeEndpoint says with what was asked. */
export function compare(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  if (facts.endpoint) compareWith(pending, facts.endpoint, facts, policy);
}

/**
 * What follows from one reading of the endpoint. What contradicts the ledger is believed once it has stayed the same
 * for as long as the policy says, so that no stale answer of AWS ends a trial.
 */
export function compareWith(
  pending: PendingEntries,
  found: FoundEndpoint,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { state, now } = pending;
  if (state.held) return;
  const reading = readEndpoint(state, found, now);
  if (reading.is !== "unconfirmed") {
    if (state.unconfirmed) forget(pending, state.unconfirmed.since);
    if (reading.is === "there") settleChange(pending, found, facts, policy);
    return;
  }
  const before = state.unconfirmed;
  if (before === null || before.says !== reading.says || !isSame(before.found, found)) {
    const { says, because } = reading;
    pending.write("signal-observed", `Read once, and believed when it stays: ${because}.`, {
      signal: "endpoint",
      unconfirmed: { says, found: shownBy(found) },
    });
    return;
  }
  if (now.getTime() - Date.parse(before.since) < policy.rollout.stableFor) return;
  believe(pending, reading, found, facts, policy);
}

function forget(pending: PendingEntries, since: string): void {
  pending.write("signal-observed", `What the endpoint showed since ${since} did not stay.`, {
    signal: "endpoint",
    unconfirmed: null,
  });
}

function shownBy({
  exists,
  status,
  config,
  pendingConfig,
  variants,
  failureReason,
}: FoundEndpoint): FoundEndpoint {
  const shown = variants.map(({ name, weight }) => ({ name, weight }));
  return { exists, status, config, pendingConfig, variants: shown, failureReason };
}

/** A deployment under way and its end are the same news: what counts is where it goes. */
function isSame(one: FoundEndpoint, other: FoundEndpoint): boolean {
  return (
    one.exists === other.exists && (one.pendingConfig ?? one.config) === (other.pendingConfig ?? other.config)
  );
}

function believe(
  pending: PendingEntries,
  { says, because }: Extract<EndpointReading, { is: "unconfirmed" }>,
  found: FoundEndpoint,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { rollout } = pending.state;
  const cause = rollout?.change?.sequence;
  switch (says) {
    case "changed":
      // Of a model whose versions others deploy this is their deployment, and no reason to keep hands off.
      if (!isTried(policy) && !rollout && takeChampion(pending, facts, startingLarge(because))) return;
      changedOutside(
        pending,
        found,
        sentence(`${because}; someone else changed it, so Driftwheel does not touch it`),
        policy,
      );
      return;
    case "missing":
      changedOutside(pending, found, sentence(because), policy);
      return;
    case "back":
      settleChange(pending, found, facts, policy);
      return;
    case "challenger-lost":
      rollBack(pending, policy, sentence(because), cause);
      return;
    case "failed":
    case "overdue":
      hold(pending, sentence(because), cause);
      return;
    case "taken-back":
      takenBack(pending, found, because, policy);
      return;
  }
}

/** A guardrail of SageMaker's own may take an update back and still say InService. */
function takenBack(
  pending: PendingEntries,
  found: FoundEndpoint,
  because: string,
  policy: ModelPolicy,
): void {
  const { rollout } = pending.state;
  const change = rollout?.change;
  if (!rollout || !change) return;
  const reason = sentence(because);
  if (rollout.phase === "deploying" && rollout.guardrails) {
    endTakenBack(pending, rollout, change, found);
    return;
  }
  if (rollout.phase === "deploying" && rollout.shadow?.over) {
    rollBack(pending, policy, reason, change.sequence);
    return;
  }
  if (rollout.phase === "deploying") {
    endRolledBack(pending, rollout, {
      because: reason,
      reason,
      config: change.before,
      cause: change.sequence,
    });
    return;
  }
  // The champion's copies run as before, and no room for a batch beside them is no trouble that waiting ends.
  if (rollout.phase === "promoting" && isComponent(rollout.endpoint)) {
    rollBack(pending, policy, reason, change.sequence);
    return;
  }
  // The way back is owed: it is asked for again before a person is.
  if (rollout.phase === "rolling-back" && rollBackAgain(pending, policy, reason, change.sequence)) return;
  hold(pending, reason, change.sequence);
}

function sentence(because: string): string {
  return `${startingLarge(because)}.`;
}

function startingLarge(because: string): string {
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}`;
}

function settleChange(
  pending: PendingEntries,
  found: FoundEndpoint,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { rollout } = pending.state;
  if (rollout?.change) settle(pending, rollout, rollout.change, found, facts, policy);
}

function settle(
  pending: PendingEntries,
  rollout: Rollout,
  change: EndpointChange,
  found: FoundEndpoint,
  facts: Facts,
  policy: ModelPolicy,
): void {
  if (rollout.guardrails) {
    settleGuarded(pending, rollout, change, found, facts, policy);
    return;
  }
  const { challenger } = rollout;
  const { right, of } = { right: rollout.totals.challenger, of: rollout.totals.champion };
  const record =
    right.trials > 0 && !rollout.history.values
      ? ` over ${rollout.looks} looks it was right in ${right.successes} of ${right.trials}, the champion in ${of.successes} of ${of.trials}`
      : ` after ${rollout.looks} looks`;
  switch (rollout.phase) {
    case "preparing":
      afterPreparing(pending, facts, policy, change.sequence);
      return;
    case "deploying":
    case "shifting": {
      const mustBegin = rollout.scaling || rollout.apart;
      if (rollout.phase === "deploying" && mustBegin && !isShadow(rollout)) {
        begin(pending, rollout, change, facts, policy);
        return;
      }
      const weights = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
      pending.write(
        "signal-observed",
        change.route
          ? `The route is as it was asked for: ${routeInWords(change.route)}.`
          : `The endpoint has what was asked for: config ${change.config}, weights ${weights}.`,
        { signal: "endpoint", settled: { config: change.config } },
        change.sequence,
      );
      finishUndo(pending, facts, policy, change.sequence);
      takeDroppedOff(pending, policy, change.sequence);
      return;
    }
    case "promoting": {
      if (rollout.bake) {
        const baked = endBaked(pending, rollout, {
          because: `The bake of version ${challenger.version} is over, and it serves alone.`,
          config: change.config,
          cause: change.sequence,
        });
        startNextRollout(pending, facts, policy, baked.sequence);
        return;
      }
      if (change.route?.challenger) {
        returnRoute(pending, policy, change.sequence);
        return;
      }
      const promoted = endPromoted(pending, rollout, policy, {
        because: rollout.paired
          ? `The route names the model of version ${challenger.version}, which transform jobs use from now on.`
          : `Version ${challenger.version} serves alone;${record}.`,
        config: change.config,
        cause: change.sequence,
      });
      startNextRollout(pending, facts, policy, promoted.sequence);
      return;
    }
    case "rolling-back": {
      const reason = rollout.rollBackReason ?? "";
      const back = endRolledBack(pending, rollout, {
        because: rollout.paired
          ? `The route names the champion's model, which transform jobs go on using. ${reason}`
          : `The old champion serves alone again;${record}. ${reason}`,
        reason,
        config: found.config ?? change.config,
        cause: change.sequence,
      });
      startNextRollout(pending, facts, policy, back.sequence);
      return;
    }
    case "shadowing":
    case "looking":
    case "baking":
    case "held":
      return;
  }
}

/** A challenger that has to be scaled, or to have its own endpoint, has none of the traffic before it can bear its first share. */
function begin(
  pending: PendingEntries,
  { challenger, champion, undoes, apart }: Rollout,
  { sequence }: EndpointChange,
  facts: Facts,
  policy: ModelPolicy,
): void {
  if (undoes) {
    finishUndo(pending, facts, policy, sequence);
    return;
  }
  const [to] = policy.rollout.ramp;
  if (to === undefined) {
    rollBack(pending, policy, "The policy has no rollout any more.", sequence);
    return;
  }
  if (pending.state.paused) return;
  const reason = apart
    ? `${startingLarge(deployedInWords(apart.endpoint))} is in service with version ${challenger.version}, and answers its first ${to}% of the requests.`
    : `${challenger.variant} is scaled as ${champion.variant} is, and bears its first ${to}% of the traffic.`;
  move(pending, facts, policy, { to, reason, cause: sequence });
}

function changedOutside(
  pending: PendingEntries,
  found: FoundEndpoint,
  because: string,
  policy: ModelPolicy,
): void {
  const { rollout, endpoint } = pending.state;
  const expected = rollout ? expectedConfig(rollout) : (endpoint?.config ?? "");
  const changed = pending.write("endpoint-changed-outside", because, {
    endpoint: served(policy).name,
    expectedConfig: expected,
    foundConfig: found.pendingConfig ?? found.config,
    status: found.status,
  });
  hold(pending, "The endpoint was changed by someone else.", changed.sequence);
}
