import { startRateRise, updateRateRise } from "../../stats/sequential/rate-rise.ts";
import type { BakeLimit, EntryOf } from "../../vocabulary/entry.ts";
import type { Bake, Rollout, RolloutPaired } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import { aloneOn } from "../apart/routes.ts";
import { divisionAt } from "../rollout/challengers/division.ts";
import { requestsOf } from "../rollout/counts/period-sums.ts";
import { withRead } from "../rollout/paired/evolve.ts";
import { dividedSince, readCohorts } from "../rollout/trial.ts";
import { badAnswers } from "./bad-answers.ts";

/** A rollout whose winner is still watched; null where its promotion was the end. */
export function baking(
  rollout: Rollout,
  { model, sequence, at, data }: EntryOf<"rollout-promoted">,
): Rollout | null {
  if (!data.bake) return null;
  const { until, keepWarm, limits, line } = data.bake;
  const { challenger, apart, endpoint } = rollout;
  const start = (limit: BakeLimit | null) => limit && startRateRise(limit);
  return {
    ...rollout,
    phase: "baking",
    challenger: { ...challenger, variant: data.variant },
    weight: 100,
    change: null,
    mayHave: {
      configs: [data.config],
      weights: [keepWarm ? divisionAt(rollout, 100) : { [data.variant]: 1 }],
    },
    // They went with the trial's config.
    dropped: keepWarm ? rollout.dropped : [],
    apart: apart && { ...apart, routes: [aloneOn(model, endpoint, data.config)] },
    ...dividedSince(rollout, at, 100),
    lastSign: at,
    bake: {
      promotion: sequence,
      until,
      keepWarm,
      line,
      requests: 0,
      ...(rollout.paired?.bake?.labels && limits.outcomes ? { runs: [] } : {}),
      watched: {
        outcomes: start(limits.outcomes),
        errors: start(limits.errors),
        slow: start(limits.slow),
      },
    },
  };
}

/** One more look at the winner. */
export function watched(rollout: Rollout, entry: EntryOf<"rollout-watched">): Rollout {
  const { at, data } = entry;
  const { bake, paired } = rollout;
  return {
    ...rollout,
    looks: data.look,
    readUntil: data.end,
    cohorts: readCohorts(rollout.cohorts, data.cohorts ?? []),
    maturedUntil: data.maturedUntil ?? rollout.maturedUntil,
    lastSign: at,
    bake: bake && {
      ...bake,
      requests: bake.requests + requestsOf(data.winner),
      watched: withLook(bake.watched, data.winner, rollout.history),
      ...(paired && bake.runs ? { runs: withJob(paired, bake.runs, entry) } : {}),
    },
  };
}

/** A job is a run of which both sides are the same: what is known of its labels is known of the promoted version alone. */
function withJob(
  paired: RolloutPaired,
  runs: RolloutPaired["runs"],
  { sequence, at, data }: EntryOf<"rollout-watched">,
): RolloutPaired["runs"] {
  const { job } = data;
  const known = withRead({ ...paired, runs }, data.runs ?? []).runs;
  if (job === undefined) return known;
  return [...known, { sequence, run: known.length + 1, of: job, job, deadline: at, read: null }];
}

/** The evidence with one more look's counts. */
export function withLook(
  { outcomes, errors, slow }: Bake["watched"],
  counts: EntryOf<"rollout-watched">["data"]["winner"],
  { values }: Pick<ChampionHistory, "values">,
): Bake["watched"] {
  const bad = badAnswers(counts, values);
  return {
    outcomes: outcomes && updateRateRise(outcomes, bad.outcomes),
    errors: errors && updateRateRise(errors, bad.errors),
    slow: slow && updateRateRise(slow, bad.slow),
  };
}
