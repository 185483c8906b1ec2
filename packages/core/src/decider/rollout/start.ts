import type { ModelPolicy } from "../../policy/policy.ts";
import type { ChampionHistory } from "../../vocabulary/entry.ts";
import type { ChampionHistoryFact, Facts } from "../../vocabulary/fact.ts";
import type { Candidate, State } from "../../vocabulary/state.ts";
import { championPackage, heaviestVariant, packageVersion } from "../../vocabulary/state.ts";
import { percent } from "../../words/numbers.ts";
import { valueInWords } from "../../words/value.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** Past outcomes seed the referee with at most this weight; statistics of a long history must not drown the trial's. */
const heaviestSeed = 100;

/** The approved candidate whose trial is next: the newest one above the champion; null when there is none. */
export function nextChallenger(state: State): Candidate | null {
  const champion = packageVersion(championPackage(state)) ?? 0;
  const waiting = Object.values(state.candidates)
    .filter(({ stage, version }) => stage === "approved" && version > champion)
    .sort((one, other) => other.version - one.version);
  return waiting[0] ?? null;
}

/** What keeps any trial from starting now, in words; null when nothing does. */
export function obstacleToRollout(state: State, { endpoint }: Facts): string | null {
  const { paused, held, rollout, endpoint: expected } = state;
  if (paused) return `the model was paused by ${paused.by} at ${paused.since}: ${paused.reason}`;
  if (held) return `a person must look at the endpoint first and resume the model. ${held.reason}`;
  if (rollout) return `version ${rollout.challenger.version} is on trial (${valueInWords(rollout.phase)})`;
  if (!endpoint?.exists) return "the endpoint does not exist";
  if (endpoint.status !== "InService") return `the endpoint is ${endpoint.status}`;
  if (!expected || endpoint.config !== expected.config)
    return `the endpoint has config ${endpoint.config}, and should have ${expected?.config ?? "one"}`;
  return heaviestVariant(endpoint.variants) ? null : "the endpoint has no variant";
}

/** Starts the trial of the newest approved candidate, unless something is in the way. */
export function startNextRollout(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const challenger = nextChallenger(pending.state);
  // A busy or missing endpoint is tried again by the sweep; its events will say what became of it.
  if (challenger && obstacleToRollout(pending.state, facts) === null)
    startRollout(pending, challenger, facts, policy, cause);
}

/** Starts the trial of one version; nothing may be in its way. */
export function startRollout(
  pending: PendingEntries,
  challenger: Candidate,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { state, now } = pending;
  const champion = heaviestVariant(facts.endpoint?.variants ?? []);
  const weight = policy.rollout.ramp[0];
  if (!champion || !state.endpoint || weight === undefined) return;

  const rollout = `${state.model}-v${challenger.version}-${state.rollouts + 1}`;
  const name = `driftwheel-${rollout}`;
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const history = historyOf(facts.championHistory);
  const judged = facts.championHistory?.trials
    ? `the champion was right in ${percent(history.rate)} of ${facts.championHistory.trials} outcomes before`
    : "there are no outcomes yet, so until some come only errors and latency can be judged";
  pending.write(
    "rollout-started",
    `Version ${challenger.version} goes on trial against variant ${champion.name} with ${weight}% of the traffic; ${judged}.`,
    {
      rollout,
      executionName: `${name}-1`,
      challenger: {
        package: challenger.package,
        version: challenger.version,
        variant: `version-${challenger.version}`,
        model: `${name}-model`,
      },
      champion: { package: champion.package, variant: champion.name },
      endpoint: policy.endpoint,
      fromConfig: state.endpoint.config,
      config: `${name}-trial`,
      weight,
      deadline: until(policy.rollout.deadline),
      changeDeadline: until(policy.rollout.changeDeadline),
      history,
      minimumEffects: {
        outcome: policy.rollout.minimumEffect,
        errors: policy.rollout.guards.errorRate ?? 0.01,
        slow: policy.rollout.guards.p99Latency ?? 0.02,
      },
    },
    cause,
  );
}

/** What the referee is seeded with, of what the champion showed before; knows nothing without a fact. */
export function historyOf(fact: ChampionHistoryFact | undefined): ChampionHistory {
  if (!fact) return { rate: 0.5, weight: 0, errorRate: 0, latency: null };
  const successes = Math.min(fact.successes, fact.trials);
  return {
    // Half a success and half a failure keep the rate inside (0, 1) however little is known.
    rate: (successes + 0.5) / (fact.trials + 1),
    weight: Math.min(heaviestSeed, fact.trials),
    errorRate: fact.invocations > 0 ? Math.min(1, fact.errors / fact.invocations) : 0,
    latency: fact.latency,
  };
}
