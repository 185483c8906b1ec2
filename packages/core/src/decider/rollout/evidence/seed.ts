import type { ModelPolicy } from "../../../policy/policy.ts";
import type { ChampionHistoryFact } from "../../../vocabulary/fact.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";

/** Past outcomes seed the referee with at most this weight; statistics of a long history must not drown the trial's. */
const heaviestSeed = 100;

/** Outcomes of which all are good, so many at least, are half of the story. */
const enoughToTell = 50;
/** Requests without an outcome that must be there to tell that, as a share. */
const without = 0.05;

/** What the referee is seeded with, of what the champion showed before; knows nothing without a fact. */
export function historyOf(
  fact: ChampionHistoryFact | undefined,
  outcomes: ModelPolicy["rollout"]["outcomes"],
): ChampionHistory {
  const given = outcomes.knownWithin === undefined ? {} : { maturity: outcomes.knownWithin };
  if (!fact) {
    const missing = outcomes.missing === undefined ? {} : { missing: outcomes.missing };
    const nothing = { rate: 0.5, weight: 0, errorRate: 0, latency: null };
    return { ...nothing, ...valuesOf({}, outcomes), ...given, ...missing };
  }
  const { periods } = fact;
  const missing = outcomes.missing ?? missingOf(fact);
  const trials = missing === "failure" && periods ? periods.matured : fact.trials;
  const successes = Math.min(fact.successes, trials);
  return {
    // Half a success and half a failure keep the rate inside (0, 1) however little is known.
    rate: (successes + 0.5) / (trials + 1),
    weight: Math.min(heaviestSeed, trials),
    errorRate: fact.invocations > 0 ? Math.min(1, fact.errors / fact.invocations) : 0,
    latency: fact.latency,
    seen: {
      trials,
      successes,
      invocations: fact.invocations,
      errors: Math.min(fact.errors, fact.invocations),
    },
    ...(periods && {
      designEffects: periods.designEffects,
      maturity: periods.maturity,
      labelled: periods.matured > 0 ? Math.min(1, fact.trials / periods.matured) : 0,
      missing,
      cycle: periods.cycle,
      ...(periods.queue && { queue: periods.queue }),
    }),
    ...valuesOf(fact, outcomes),
    ...given,
  };
}

function valuesOf(
  { values }: Pick<ChampionHistoryFact, "values">,
  { value }: ModelPolicy["rollout"]["outcomes"],
): Pick<ChampionHistory, "values"> {
  if (!value) return {};
  const [lowest, highest] = value.bounds ?? [values?.low, values?.high];
  // Without bounds nothing bounds what one value may do to the evidence.
  if (lowest === undefined || highest === undefined) return {};
  const past = values ?? { count: 0, sum: 0, squares: 0 };
  const weight = past.count > 0 ? Math.min(heaviestSeed, past.count) / past.count : 0;
  return {
    values: {
      better: value.better,
      minimumEffect: value.minimumEffect,
      low: lowest,
      high: highest,
      past: { count: past.count * weight, sum: past.sum * weight, squares: past.squares * weight },
    },
  };
}

/** Where only good outcomes are ever told, what is not told is bad. */
function missingOf({ trials, successes, periods }: ChampionHistoryFact): "unknown" | "failure" {
  const onlyGood = trials >= enoughToTell && successes >= trials;
  return periods && onlyGood && trials < (1 - without) * periods.matured ? "failure" : "unknown";
}
