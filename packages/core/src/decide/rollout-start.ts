import type { ChampionHistoryFact, Facts } from "../facts/fact.ts";
import type { ChampionHistory } from "../ledger/entry.ts";
import type { Candidate, State } from "../ledger/state.ts";
import { championPackage, heaviestVariant, packageVersion } from "../ledger/state.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Notebook } from "./notebook.ts";
import { percent } from "./numbers-in-words.ts";

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

/** Starts the trial of the newest approved candidate, unless something is in the way. */
export function startNextRollout(notes: Notebook, facts: Facts, policy: ModelPolicy, cause: number): void {
  const { state, now } = notes;
  const challenger = nextChallenger(state);
  const endpoint = facts.endpoint;
  if (!challenger || state.rollout || state.paused || state.held || !state.endpoint) return;
  // A busy or missing endpoint is tried again by the sweep; its events will say what became of it.
  if (!endpoint?.exists || endpoint.status !== "InService" || endpoint.config !== state.endpoint.config)
    return;
  const champion = heaviestVariant(endpoint.variants);
  const weight = policy.rollout.ramp[0];
  if (!champion || weight === undefined) return;

  const rollout = `${state.model}-v${challenger.version}-${state.rollouts + 1}`;
  const name = `driftwheel-${rollout}`;
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  const history = historyOf(facts.championHistory);
  const judged = facts.championHistory?.trials
    ? `the champion was right in ${percent(history.rate)} of ${facts.championHistory.trials} outcomes before`
    : "there are no outcomes yet, so until some come only errors and latency can be judged";
  notes.write(
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
