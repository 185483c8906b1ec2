import { served } from "../../policy/batch/served.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { isTried, triedOn } from "../../policy/serving/serving.ts";
import { meanOf } from "../../stats/sequential/mean-process.ts";
import type { Undo, VersionReference } from "../../vocabulary/entry.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { Candidate, State } from "../../vocabulary/state.ts";
import { championPackage, heaviestVariant, packageVersion } from "../../vocabulary/state.ts";
import { deployedInWords, deployedName, deployedOn } from "../../vocabulary/trial/deployed-name.ts";
import { inWords as durationInWords } from "../../words/duration.ts";
import { percent, round } from "../../words/numbers.ts";
import { valueInWords } from "../../words/value.ts";
import { fitnessCheck, unfitForTrial } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { alphaOf, effectOf, marginFor, marginOf, mostGivenUp } from "../promotion/past-trials.ts";
import { alarmsInWords, inWords } from "../scaling/in-words.ts";
import { alphaEachWay } from "./evidence/alpha.ts";
import { minimumEffectsOf } from "./evidence/minimum-effects.ts";
import { historyOf } from "./evidence/seed.ts";
import { executionName } from "./execution.ts";
import { startGuarded } from "./guardrails/begin.ts";

import { startPaired } from "./paired/begin.ts";
import { shadowOf } from "./shadow/begin.ts";

/** The approved candidate whose trial is next: the newest one above the champion; null when there is none. */
export function nextChallenger(state: State): Candidate | null {
  const champion = packageVersion(championPackage(state)) ?? 0;
  const waiting = Object.values(state.candidates)
    .filter(({ stage, version }) => stage === "approved" && version > champion)
    .sort((one, other) => other.version - one.version);
  return waiting[0] ?? null;
}

/** What keeps any trial from starting now, in words; null when nothing does. */
export function obstacleToRollout(state: State, facts: Facts): string | null {
  const { paused, held, rollout, outbox } = state;
  if (paused) return `the model was paused by ${paused.by} at ${paused.since}: ${paused.reason}`;
  if (held) return `a person must look at the endpoint first and resume the model. ${held.reason}`;
  if (rollout?.bake)
    return `version ${rollout.challenger.version} was promoted and bakes until ${rollout.bake.until}; other versions wait for that`;
  if (rollout) return `version ${rollout.challenger.version} is on trial (${valueInWords(rollout.phase)})`;
  const left = outbox.map(({ effect }) => effect).find(({ kind }) => kind === "delete-endpoint");
  if (left?.kind === "delete-endpoint")
    return `${deployedInWords(left.apart.endpoint)} of the trial before is being deleted`;
  return obstacleOnEndpoint(state, facts);
}

/** What keeps the endpoint from being changed now, in words; null when nothing does. */
export function obstacleOnEndpoint(state: State, { endpoint }: Facts): string | null {
  const { endpoint: expected } = state;
  if (!endpoint?.exists) return "the endpoint does not exist";
  if (endpoint.status !== "InService") return `the endpoint is ${endpoint.status}`;
  if (state.unconfirmed)
    return `the endpoint shows config ${state.unconfirmed.found.config} since ${state.unconfirmed.since}, which has to be confirmed first`;
  if (!expected || endpoint.config !== expected.config)
    return `the endpoint has config ${endpoint.config}, and should have ${expected?.config ?? "one"}`;
  return heaviestVariant(endpoint.variants) ? null : "the endpoint has no variant";
}

/**
 * Starts the trial of the newest approved candidate, unless something is in the way. On an endpoint that no trial is
 * possible on it is rejected, because it would wait for ever; where the policy says that versions are not tried, it stays
 * approved and is deployed by others.
 */
export function startNextRollout(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const challenger = nextChallenger(pending.state);
  // A busy or missing endpoint is tried again by the sweep; its events will say what became of it. So is one whose
  // champion's history could not be asked for here: without it the referee would know nothing of the champion.
  if (
    !isTried(policy) ||
    !challenger ||
    !facts.championHistory ||
    obstacleToRollout(pending.state, facts) !== null
  )
    return;
  const unfit = unfitForTrial(facts.endpoint, policy);
  if (unfit === null) startRollout(pending, challenger, facts, policy, cause);
  else {
    const { package: arn, version } = challenger;
    pending.write(
      "candidate-rejected",
      `Version ${version} cannot go on trial: ${unfit}`,
      { package: arn, version, checks: [fitnessCheck(unfit)] },
      cause,
    );
  }
}

/** Starts the trial of one version; nothing may be in its way. */
export function startRollout(
  pending: PendingEntries,
  challenger: Candidate,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  if (policy.rollout.guardrails) {
    startGuarded(pending, challenger, facts, policy, cause);
    return;
  }
  if (triedOn(policy) === "jobs") {
    startPaired(pending, challenger, facts, policy, cause);
    return;
  }
  const champion = heaviestVariant(facts.endpoint?.variants ?? []);
  const share = policy.rollout.ramp[0];
  if (!champion || share === undefined) return;
  const { rate, values } = historyOf(facts.championHistory, policy.rollout.outcomes);
  const trials = facts.championHistory?.trials ?? 0;
  const judged = trials
    ? values
      ? `the champion's ${trials} values before were ${round(meanOf(values.past))} on average, and ${values.better} is better`
      : `the champion was right in ${percent(rate)} of ${trials} outcomes before`
    : "there are no outcomes yet, so until some come only errors and latency can be judged";
  const scaling = facts.scaling?.variants[champion.name];
  const shadow = shadowOf(policy);
  const traffic = shadow
    ? `copies of ${shadow.share}% of the requests, as a shadow that answers nobody, for ${durationInWords(shadow.for)} at most`
    : triedOn(policy) === "endpoints"
      ? `an ${policy.component === undefined ? "endpoint" : "inference component"} of its own, which gets 0% of the requests, and ${share}% once it is in service`
      : scaling
        ? `0% of the traffic, and ${share}% once it is scaled as ${champion.name} is (${inWords(scaling)})`
        : `${share}% of the traffic`;
  beginRollout(pending, challenger, facts, policy, {
    because: `Version ${challenger.version} goes on trial against variant ${champion.name} with ${traffic}; ${judged}.${givenUpInWords(pending.state, policy)}`,
    share,
    cause,
  });
}

/** What promotions that were "not worse" have lost, where the next one may lose less by that; empty otherwise. */
function givenUpInWords({ pastTrials }: State, { rollout }: ModelPolicy): string {
  const margin = marginOf(rollout, pastTrials);
  if (rollout.promoteWhen === "better" || margin >= effectOf(rollout)) return "";
  const may = percent(mostGivenUp(rollout));
  const what = rollout.outcomes.value ? "mean" : "rate";
  return ` Promotions have given up ${percent(pastTrials.givenUp)} of the ${may} that the best champion's ${what} may lose, so it must not be worse by more than ${percent(margin)}.`;
}

interface Beginning {
  readonly because: string;
  /** The challenger's share of the traffic in percent; where the champion is scaled, once it is scaled as well. */
  readonly share: number;
  readonly undoes?: Undo;
  readonly cause: number;
}

/** Writes down that a version goes beside the champion, with all that is fixed from then on. */
export function beginRollout(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  { because, share, undoes, cause }: Beginning,
): void {
  const { state, now } = pending;
  const variants = facts.endpoint?.variants ?? [];
  const champion = heaviestVariant(variants);
  if (!champion || !state.endpoint) return;
  const alarms = facts.scaling?.alarms[champion.name] ?? [];
  const shadow = undoes ? undefined : shadowOf(policy);
  // An endpoint that is not there yet can answer nothing.
  const route = triedOn(policy) === "endpoints" ? policy.route : undefined;
  // A challenger that is not scaled yet would melt under what the champion's instances bear together; one on an endpoint of
  // its own is not scaled.
  const scaling = route ? undefined : facts.scaling?.variants[champion.name];
  const weight = scaling || shadow || route ? 0 : share;

  const alpha = alphaOf(policy.rollout, state.pastTrials, now);
  const rollout = `${state.model}-v${challenger.version}-${state.rollouts + 1}`;
  const name = `driftwheel-${rollout}`;
  const on = deployedOn(served(policy).name);
  const isOnComponent = on.component !== undefined;
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  pending.write(
    "rollout-started",
    `${because}${alarmsInWords(alarms, `name variant ${champion.name}: they see its part of the traffic from now on, and nothing once it is replaced. Let them watch the endpoint.`)}`,
    {
      rollout,
      executionName: executionName(rollout, 1),
      challenger: {
        package: challenger.package,
        version: challenger.version,
        // Components on one variant are told apart by their own names.
        variant: isOnComponent ? name : `version-${challenger.version}`,
        model: `${name}-model`,
      },
      champion: { package: champion.package, variant: champion.name },
      endpoint: served(policy).name,
      fromConfig: state.endpoint.config,
      // A component has a model where an endpoint has a config.
      config: isOnComponent ? `${name}-model` : `${name}-${shadow ? "shadow" : "trial"}`,
      weight,
      deadline: until(policy.rollout.deadline),
      changeDeadline: until(policy.rollout.changeDeadline),
      expected: {
        configs: [state.endpoint.config],
        weights: [Object.fromEntries(variants.map((variant) => [variant.name, variant.weight]))],
      },
      history: historyOf(facts.championHistory, policy.rollout.outcomes),
      minimumEffects: { ...minimumEffectsOf(policy.rollout), ...marginFor(state, policy) },
      ...(alpha < alphaEachWay ? { alpha } : {}),
      ...(undoes ? { undoes } : {}),
      ...(scaling ? { scaling } : {}),
      ...(alarms.length > 0 ? { alarms } : {}),
      ...(shadow ? { shadow } : {}),
      ...(route
        ? {
            apart: {
              endpoint: isOnComponent ? deployedName({ endpoint: on.endpoint, component: name }) : name,
              parameter: route.parameter,
              keptFor: route.keptFor,
              ...(policy.rollout.copies === "by share" ? { copies: "by share" as const } : {}),
            },
          }
        : {}),
    },
    cause,
  );
}
