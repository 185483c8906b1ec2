import { inDollars, microsOf } from "../../costs/money.ts";
import { packageGroupInWords } from "../../policy/package-group.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { SkipReason } from "../../vocabulary/entry.ts";
import { type Candidate, championPackage, packageVersion, type State } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import { spending } from "../costs/budget.ts";

/** What is in the way of a retraining. */
export interface Obstacle {
  readonly reason: SkipReason;
  readonly because: string;
  /** When it passes by itself, ISO 8601 UTC, where that is known. */
  readonly until: string | null;
}

/** What is in the way of a retraining now; null when nothing is. */
export function obstacleToRetraining(state: State, policy: ModelPolicy, now: Date): Obstacle | null {
  return underWay(state) ?? cooldown(state, policy, now) ?? budget(state, policy, now);
}

/** The last run succeeded and no version came of it: the same drift would only pay for the same again. */
export function registersNothing({ unregistered }: State, { packageGroup }: ModelPolicy): Obstacle | null {
  if (!unregistered?.failed) return null;
  return {
    reason: "registers-nothing",
    because: `The last pipeline execution succeeded and registered no version in ${packageGroupInWords(packageGroup)}; drift alone starts no other until a version comes or a person retrains.`,
    until: null,
  };
}

/**
 * The same for a retraining that a person asks for: they know better than the cooldown whether it is too soon, and where several
 * versions are tried at once, whether another shall come beside those that wait.
 */
export function obstacleToAskedRetraining(state: State, policy: ModelPolicy, now: Date): Obstacle | null {
  return underWay(state, policy.rollout.challengers?.atMost) ?? budget(state, policy, now);
}

/** A candidate between registration and trial; what serves already, or is older, is none. */
export function onItsWay(state: State): Candidate | undefined {
  return allOnTheirWay(state)[0];
}

function allOnTheirWay(state: State): readonly Candidate[] {
  const champion = packageVersion(championPackage(state)) ?? 0;
  return Object.values(state.candidates).filter(
    ({ stage, version }) =>
      version > champion && ["registered", "accepted", "approval-requested", "approved"].includes(stage),
  );
}

/** @param together so many versions may wait for one trial */
function underWay(state: State, together = 1): Obstacle | null {
  const { paused, held, retraining, rollout, outbox } = state;
  if (paused) return { reason: "paused", because: `Paused by ${paused.by}: ${paused.reason}`, until: null };
  if (held) {
    return {
      reason: "held",
      because: `A person must look at the endpoint first. ${held.reason}`,
      until: null,
    };
  }
  if (retraining) {
    return {
      reason: "one-already-running",
      because: `The retraining asked for at ${retraining.requestedAt} still runs.`,
      until: retraining.deadline,
    };
  }
  // Another retraining would take the place of what was trained, which then nobody would register.
  if (outbox.some(({ effect }) => effect.kind === "register-package")) {
    return {
      reason: "one-already-running",
      because: "What the last retraining trained is not registered yet; that comes first.",
      until: null,
    };
  }
  const waiting = allOnTheirWay(state);
  const next = waiting.length < together ? undefined : waiting[0];
  const coming = rollout
    ? { version: rollout.challenger.version, until: rollout.bake?.until ?? rollout.deadline }
    : next && { version: next.version, until: next.approvalDeadline };
  if (!coming) return null;
  return {
    reason: "rollout-in-progress",
    because: rollout?.bake
      ? `Version ${coming.version} was promoted and bakes until ${coming.until}; that comes first.`
      : `Version ${coming.version} is on its way to the endpoint; its trial comes first.`,
    until: coming.until,
  };
}

/** Too soon after the last retraining. */
export function cooldown(state: State, policy: ModelPolicy, now: Date): Obstacle | null {
  const last = state.retrainings.at(-1);
  if (!last) return null;
  const ready = Date.parse(last.at) + policy.retrain.cooldown;
  if (now.getTime() >= ready) return null;
  const until = new Date(ready).toISOString();
  return {
    reason: "cooldown",
    because: `The last retraining was asked for at ${last.at}; the cooldown of ${inWords(policy.retrain.cooldown)} ends at ${until}.`,
    until,
  };
}

function budget(state: State, policy: ModelPolicy, now: Date): Obstacle | null {
  const { budget: allowed } = policy.retrain;
  if (!allowed) return null;
  const { left, estimated, nextPossible } = spending(state, allowed, now);
  if (nextPossible === null && left >= microsOf(allowed.perRun)) return null;
  const [perRun, perMonth] = [microsOf(allowed.perRun), microsOf(allowed.perMonth)].map(inDollars);
  const estimate = estimated > 0 ? `, as ${inDollars(estimated)} are counted by the policy's estimate` : "";
  const next = nextPossible ? `; the next is possible at ${nextPossible}` : "";
  return {
    reason: "budget",
    because: `A run costs ${perRun}, and of ${perMonth} for 30 days only ${inDollars(left)} are left${estimate}${next}.`,
    until: nextPossible,
  };
}
