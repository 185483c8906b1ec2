import { served } from "../../policy/batch/served.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { isTried, triedOn } from "../../policy/serving/serving.ts";
import { meanOf } from "../../stats/sequential/mean-process.ts";
import type { Undo, VersionReference } from "../../vocabulary/entry.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { State } from "../../vocabulary/state.ts";
import { heaviestVariant } from "../../vocabulary/state.ts";
import type { ChallengerVariant } from "../../vocabulary/trial/challengers.ts";
import { deployedInWords, deployedName, deployedOn } from "../../vocabulary/trial/deployed-name.ts";
import { inWords as durationInWords } from "../../words/duration.ts";
import { percent, round } from "../../words/numbers.ts";
import { valueInWords } from "../../words/value.ts";
import { versionsInWords } from "../../words/versions.ts";
import { fitnessCheck, unfitForTrial } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { alphaOf, effectOf, marginFor, marginOf, mostGivenUp } from "../promotion/past-trials.ts";
import { alarmsInWords, inWords } from "../scaling/in-words.ts";
import { mostEach } from "./challengers/division.ts";
import { onTrialInWords } from "./challengers/each.ts";
import { nextChallengers } from "./challengers/start.ts";
import { alphaEachWay } from "./evidence/alpha.ts";
import { minimumEffectsOf } from "./evidence/minimum-effects.ts";
import { historyOf } from "./evidence/seed.ts";
import { executionName } from "./execution.ts";
import { startGuarded } from "./guardrails/begin.ts";

import { startPaired } from "./paired/begin.ts";
import { shadowOf } from "./shadow/begin.ts";

/** What keeps any trial from starting now, in words; null when nothing does. */
export function obstacleToRollout(state: State, facts: Facts): string | null {
  const { paused, held, rollout, outbox } = state;
  if (paused) return `the model was paused by ${paused.by} at ${paused.since}: ${paused.reason}`;
  if (held) return `a person must look at the endpoint first and resume the model. ${held.reason}`;
  if (rollout?.bake)
    return `version ${rollout.challenger.version} was promoted and bakes until ${rollout.bake.until}; other versions wait for that`;
  if (rollout)
    return `${onTrialInWords(rollout)} ${rollout.others.length > 0 ? "are" : "is"} on trial (${valueInWords(rollout.phase)})`;
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
 * Starts the trial of the newest approved candidates, unless something is in the way. On an endpoint that no trial is
 * possible on it is rejected, because it would wait for ever; where the policy says that versions are not tried, it stays
 * approved and is deployed by others.
 */
export function startNextRollout(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const [challenger, ...others] = nextChallengers(pending.state, policy.rollout.challengers, pending.now);
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
  if (unfit === null) {
    startRollout(pending, challenger, facts, policy, cause, others);
    return;
  }
  for (const { package: arn, version } of [challenger, ...others]) {
    pending.write(
      "candidate-rejected",
      `Version ${version} cannot go on trial: ${unfit}`,
      { package: arn, version, checks: [fitnessCheck(unfit)] },
      cause,
    );
  }
}

/** Starts the trial of one version, or of several at once; nothing may be in its way. */
export function startRollout(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
  waiting: readonly VersionReference[] = [],
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
  const [first] = policy.rollout.ramp;
  if (!champion || first === undefined) return;
  const scaling = facts.scaling?.variants[champion.name];
  // Which of several has how much of what the champion's instances bear is known by weights alone.
  const others = scaling ? [] : waiting;
  const share = Math.min(first, mostEach(1 + others.length));
  const { rate, values } = historyOf(facts.championHistory, policy.rollout.outcomes);
  const trials = facts.championHistory?.trials ?? 0;
  const judged = trials
    ? values
      ? `the champion's ${trials} values before were ${round(meanOf(values.past))} on average, and ${values.better} is better`
      : `the champion was right in ${percent(rate)} of ${trials} outcomes before`
    : "there are no outcomes yet, so until some come only errors and latency can be judged";
  const shadow = shadowOf(policy);
  const traffic = shadow
    ? `copies of ${shadow.share}% of the requests, as a shadow that answers nobody, for ${durationInWords(shadow.for)} at most`
    : triedOn(policy) === "endpoints"
      ? `an ${ownPlace(policy)} of its own, which gets 0% of the requests, and ${share}% once it is in service`
      : scaling
        ? `0% of the traffic, and ${share}% once it is scaled as ${champion.name} is (${inWords(scaling)})`
        : `${share}% of the traffic${others.length > 0 ? " each" : ""}`;
  const left =
    scaling && waiting.length > 0
      ? ` ${sentenceStart(versionsInWords(waiting))} cannot be tried beside it: variant ${champion.name} is scaled, and only one challenger at a time is given its scaling.`
      : "";
  beginRollout(pending, challenger, facts, policy, {
    because: `${sentenceStart(versionsInWords([challenger, ...others]))} ${others.length > 0 ? "go" : "goes"} on trial against variant ${champion.name} with ${traffic}; ${judged}.${givenUpInWords(pending.state, policy)}${left}`,
    share,
    others,
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

function sentenceStart(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

interface Beginning {
  readonly because: string;
  /** Other versions that are tried against the same champion. */
  readonly others?: readonly VersionReference[];
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
  { because, share, others = [], undoes, cause }: Beginning,
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

  const alpha = alphaOf(policy.rollout, state.pastTrials, now) / (1 + others.length);
  const nameOf = (version: number) => `${state.model}-v${version}-${state.rollouts + 1}`;
  const rollout = nameOf(challenger.version);
  const name = `driftwheel-${rollout}`;
  const on = deployedOn(served(policy).name);
  const its = challengersPlace(on, name, shadow !== undefined);
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  pending.write(
    "rollout-started",
    `${because}${alarmsInWords(alarms, `name variant ${champion.name}: they see its part of the traffic from now on, and nothing once it is replaced. Let them watch the endpoint.`)}`,
    {
      rollout,
      executionName: executionName(rollout, 1),
      ...(others.length > 0
        ? {
            others: others.map(
              ({ package: arn, version }): ChallengerVariant => ({
                package: arn,
                version,
                variant: `version-${version}`,
                model: `driftwheel-${nameOf(version)}-model`,
              }),
            ),
          }
        : {}),
      challenger: {
        package: challenger.package,
        version: challenger.version,
        variant: its.variant ?? `version-${challenger.version}`,
        model: its.model,
      },
      champion: { package: champion.package, variant: champion.name },
      endpoint: served(policy).name,
      fromConfig: state.endpoint.config,
      config: its.config,
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
              endpoint: its.endpoint,
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

/** What a challenger gets for itself, in words. */
function ownPlace({ component, targetModel }: ModelPolicy): string {
  if (targetModel) return "artifact";
  return component === undefined ? "endpoint" : "inference component";
}

/**
 * What a challenger beside the champion is called, and where it is. On one variant components and artifacts are told apart
 * by their own names, and have no config: in its place are a component's model and the artifact itself.
 */
function challengersPlace(
  { endpoint, component, targetModel }: ReturnType<typeof deployedOn>,
  name: string,
  isShadow: boolean,
): {
  readonly variant?: string;
  readonly model: string;
  readonly config: string;
  readonly endpoint: string;
} {
  if (targetModel !== undefined) {
    const artifact = `${name}.tar.gz`;
    const place = deployedName({ endpoint, targetModel: artifact });
    return { variant: artifact, model: artifact, config: artifact, endpoint: place };
  }
  const model = `${name}-model`;
  return component === undefined
    ? { model, config: `${name}-${isShadow ? "shadow" : "trial"}`, endpoint: name }
    : { variant: name, model, config: model, endpoint: deployedName({ endpoint, component: name }) };
}
