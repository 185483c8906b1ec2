import { logitDifference } from "../../stats/distributions/logit.ts";
import { logE, startEProcess, updateEProcess } from "../../stats/sequential/block-e-process.ts";
import {
  notWorseEvidence,
  startNotWorseProcess,
  updateNotWorseProcess,
} from "../../stats/sequential/not-worse-process.ts";
import type { ChampionHistory, EntryData, Evidence } from "../../vocabulary/entry.ts";
import type { VariantMetrics } from "../../vocabulary/look-metrics.ts";
import type { Referee } from "../../vocabulary/state.ts";

type MinimumEffects = EntryData["rollout-started"]["minimumEffects"];

/** A quantile of 99% is exceeded by 1% of the champion's own invocations. */
export const slowQuantile = 0.99;
/** Rates of the rare kind start from this share, so that their logit exists. */
const rareRate = 0.001;
const guardSeedWeight = 100;
/** Half of the capital on the difference that the policy names: with even stakes, finding it takes a tenth longer. */
const stakes = [1 / 4, 1 / 2, 1 / 4] as const;

/** Starts the questions of a rollout: better? worse? not worse by what matters? more errors? slower? Seeded with the champion's own history. */
export function startReferee(history: ChampionHistory, effects: MinimumEffects): Referee {
  const outcome = {
    championRate: history.rate,
    seedWeight: Math.max(1, history.weight),
    minimumEffectLogit: logitDifference(history.rate, effects.outcome),
    stakes,
  };
  const rare = (rate: number, effect: number) =>
    startEProcess({
      championRate: rate,
      seedWeight: guardSeedWeight,
      minimumEffectLogit: logitDifference(rate, effect),
      stakes,
      direction: "better", // "successes" are errors here: more of them in the challenger is the harm
    });
  return {
    better: startEProcess({ ...outcome, direction: "better" }),
    worse: startEProcess({ ...outcome, direction: "worse" }),
    notWorse: startNotWorseProcess({
      championRate: history.rate,
      seedWeight: outcome.seedWeight,
      margin: effects.outcome,
    }),
    errors: rare(Math.max(rareRate, history.errorRate), effects.errors),
    slow: rare(1 - slowQuantile, effects.slow),
    proved: false,
  };
}

/** Evidence so far with one more look's counts. */
export function withLook(referee: Referee, champion: VariantMetrics, challenger: VariantMetrics): Referee {
  const count = (successes: number, trials: number) => ({
    // An outcome may arrive after its invocation's period, never more successes than trials in one period.
    successes: Math.min(successes, trials),
    trials,
  });
  const outcomes = {
    champion: count(champion.successes, champion.trials),
    challenger: count(challenger.successes, challenger.trials),
  };
  return {
    ...referee,
    better: updateEProcess(referee.better, outcomes),
    worse: updateEProcess(referee.worse, outcomes),
    notWorse: updateNotWorseProcess(referee.notWorse, outcomes),
    errors: updateEProcess(referee.errors, {
      champion: count(champion.errors, champion.invocations),
      challenger: count(challenger.errors, challenger.invocations),
    }),
    slow: updateEProcess(referee.slow, {
      champion: count(champion.slow, champion.invocations),
      challenger: count(challenger.slow, challenger.invocations),
    }),
  };
}

/** What the referee holds, as natural logarithms of e-values. */
export function evidenceOf(referee: Referee): Evidence {
  return {
    better: logE(referee.better),
    worse: logE(referee.worse),
    notWorse: notWorseEvidence(referee.notWorse),
    errors: logE(referee.errors),
    slow: logE(referee.slow),
  };
}

/** The referee after an entry `rollout-looked`. */
export function foldLook(referee: Referee, look: EntryData["rollout-looked"]): Referee {
  const next = withLook(referee, look.champion, look.challenger);
  return { ...next, proved: referee.proved || look.proved };
}
