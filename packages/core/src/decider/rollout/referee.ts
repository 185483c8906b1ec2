import { bothDispersions, designEffect, noDispersion } from "../../stats/dispersion.ts";
import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import {
  type Block,
  logE,
  type Reading,
  startEProcess,
  updateEProcess,
} from "../../stats/sequential/block-e-process.ts";
import {
  notWorseEvidence,
  startNotWorseProcess,
  updateNotWorseProcess,
} from "../../stats/sequential/not-worse-process.ts";
import type { ChampionHistory } from "../../vocabulary/champion-history.ts";
import type { EntryData, Evidence } from "../../vocabulary/entry.ts";
import type {
  ArmDispersions,
  CohortCounts,
  GuardCounts,
  LookMetrics,
} from "../../vocabulary/look-metrics.ts";
import type { Referee, Rollout } from "../../vocabulary/state.ts";
import { since } from "./counts/look-of-periods.ts";
import { startLabels, updateLabels } from "./labels.ts";

type MinimumEffects = EntryData["rollout-started"]["minimumEffects"];

/** A quantile of 99% is exceeded by 1% of the champion's own invocations. */
export const slowQuantile = 0.99;
/** Rates of the rare kind start from this share, so that their logit exists. */
const rareRate = 0.001;
const guardSeedWeight = 100;
/** Half of the capital on the difference that the policy names: with even stakes, finding it takes a tenth longer. */
const stakes = [1 / 4, 1 / 2, 1 / 4] as const;
/** A trial's own few periods are asked at each look, so they must be far apart to count for more than chance: standard errors. */
const sureOfTrial = 4;
const nothing: CohortCounts = { requests: 0, trials: 0, successes: 0 };
const even: ArmDispersions = { outcomes: noDispersion, errors: noDispersion, slow: noDispersion };

/** Starts the questions of a rollout: better? worse? not worse by what matters? more errors? slower? Seeded with the champion's own history. */
export function startReferee(history: ChampionHistory, effects: MinimumEffects): Referee {
  const outcome = {
    championRate: history.rate,
    seedWeight: Math.max(1, history.weight),
    minimumEffect: effects.outcome,
    scale: "rate",
    stakes,
  } as const;
  const rare = (rate: number, effect: number) =>
    startEProcess({
      championRate: rate,
      seedWeight: guardSeedWeight,
      minimumEffect: effect,
      scale: "rate",
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
    labels: startLabels(),
    matured: { champion: nothing, challenger: nothing },
    dispersions: { champion: even, challenger: even },
    unitDesignEffect: 1,
  };
}

/** What of a trial its referee needs beside the evidence. */
export type Judged = Pick<Rollout, "referee" | "history" | "cohorts">;

/** Evidence so far with one more look's counts. */
export function withLook({ referee, history, cohorts }: Judged, metrics: LookMetrics): Referee {
  const { requests } = metrics;
  const outcomes = history.missing === "failure" ? amongRequests(metrics) : newlyKnown(metrics, cohorts);
  const warm = requests?.warm ?? metrics;
  const guard = (of: "errors" | "slow"): Reading =>
    blockOf(rare(warm.champion, of), rare(warm.challenger, of));
  const matured = requests?.matured ?? {
    champion: counted(metrics.champion),
    challenger: counted(metrics.challenger),
  };
  return {
    ...referee,
    better: updateEProcess(referee.better, outcomes),
    worse: updateEProcess(referee.worse, outcomes),
    notWorse: updateNotWorseProcess(referee.notWorse, settledBlock(matured, history)),
    errors: updateEProcess(referee.errors, guard("errors")),
    slow: updateEProcess(referee.slow, guard("slow")),
    // Where bad outcomes are never told, the share that has one is what is judged, and no sign of choosing.
    labels:
      requests && history.missing !== "failure" ? updateLabels(referee.labels, matured) : referee.labels,
    matured: {
      champion: plus(referee.matured.champion, matured.champion),
      challenger: plus(referee.matured.challenger, matured.challenger),
    },
    dispersions: {
      champion: dispersed(referee.dispersions.champion, requests?.dispersions.champion),
      challenger: dispersed(referee.dispersions.challenger, requests?.dispersions.challenger),
    },
    unitDesignEffect: requests?.unitDesignEffect ?? referee.unitDesignEffect,
  };
}

/** What the referee holds, as natural logarithms of e-values, of as many independent outcomes as they are worth. */
export function evidenceOf(referee: Referee, history: ChampionHistory): Evidence {
  const { outcomes, errors, slow } = designEffectsOf(referee, history);
  return {
    better: logE(referee.better, outcomes),
    worse: logE(referee.worse, outcomes),
    notWorse: notWorseEvidence(referee.notWorse, outcomes),
    errors: logE(referee.errors, errors),
    slow: logE(referee.slow, slow),
  };
}

/** So many outcomes, errors and slow answers carry the information of an independent one; 1 or more. */
export function designEffectsOf(
  { dispersions, unitDesignEffect }: Referee,
  { designEffects }: ChampionHistory,
): { readonly outcomes: number; readonly errors: number; readonly slow: number } {
  // The champion's day is many periods, and says it well; an arm's own few only where they differ from that by far.
  const shown = (of: keyof ArmDispersions, known: number) =>
    Math.max(
      designEffect(dispersions.champion[of], sureOfTrial, known),
      designEffect(dispersions.challenger[of], sureOfTrial, known),
    );
  return {
    outcomes: shown("outcomes", Math.max(1, unitDesignEffect, designEffects?.outcomes ?? 1)),
    errors: shown("errors", Math.max(1, designEffects?.errors ?? 1)),
    slow: shown("slow", Math.max(1, designEffects?.slow ?? 1)),
  };
}

/** Outcomes that became known, by the division of the traffic at the time of their requests. */
function newlyKnown(metrics: LookMetrics, before: Judged["cohorts"]): Reading {
  const { requests } = metrics;
  if (!requests) return blockOf(counted(metrics.champion), counted(metrics.challenger));
  const { cohorts, matured } = requests;
  return {
    blocks: cohorts.map((cohort, index): Block => {
      const champion = since(cohort.champion, before[index]?.champion);
      const challenger = since(cohort.challenger, before[index]?.challenger);
      // Of requests that came since the look before and are all known, the arms' own sizes say most: they share the minutes.
      const areAllKnown = [champion, challenger].every(({ requests, trials }) => requests === trials);
      return { champion, challenger, ...(areAllKnown ? {} : shareOf(cohort)) };
    }),
    settled: together(matured.champion, matured.challenger),
  };
}

/** Where only good outcomes are ever told, requests that are old enough and have none are the bad ones. */
function amongRequests(metrics: LookMetrics): Reading {
  const matured = metrics.requests?.matured;
  if (!matured) return blockOf(counted(metrics.champion), counted(metrics.challenger));
  return blockOf(asTrials(matured.champion), asTrials(matured.challenger));
}

function settledBlock(
  { champion, challenger }: { readonly champion: CohortCounts; readonly challenger: CohortCounts },
  { missing }: ChampionHistory,
): Reading {
  const counts = missing === "failure" ? asTrials : (arm: CohortCounts) => arm;
  return blockOf(counts(champion), counts(challenger));
}

function blockOf(champion: ArmCounts, challenger: ArmCounts): Reading {
  return { blocks: [{ champion, challenger }], settled: together(champion, challenger) };
}

/** Far beyond what chance does: in so many standard errors outcomes are not divided as their requests were. */
const notAsRequests = 4;

/**
 * The challenger's share of a cohort's requests. Where outcomes are not of all of them alike (they were put with the time at
 * which they arrived, or are sent for one arm only) it is no chance to bet on, and the outcomes' own share is.
 */
function shareOf({
  champion,
  challenger,
}: {
  champion: CohortCounts;
  challenger: CohortCounts;
}): Pick<Block, "share"> {
  const requests = champion.requests + challenger.requests;
  const trials = champion.trials + challenger.trials;
  if (requests === 0) return {};
  const share = challenger.requests / requests;
  // Rows of one request go to one arm together.
  const error = Math.sqrt(trials * share * (1 - share) * Math.max(1, trials / requests));
  return Math.abs(challenger.trials - trials * share) > notAsRequests * error ? {} : { share };
}

function rare({ invocations, ...counts }: GuardCounts, of: "errors" | "slow"): ArmCounts {
  return { trials: invocations, successes: Math.min(invocations, counts[of]) };
}

function counted({ trials, successes }: ArmCounts): CohortCounts {
  return { requests: trials, trials, successes: Math.min(successes, trials) };
}

function asTrials({ requests, successes }: CohortCounts): ArmCounts {
  return { trials: requests, successes };
}

function together(one: ArmCounts, other: ArmCounts): ArmCounts {
  return { trials: one.trials + other.trials, successes: one.successes + other.successes };
}

function plus(one: CohortCounts, other: CohortCounts): CohortCounts {
  return { requests: one.requests + other.requests, ...together(one, other) };
}

function dispersed(before: ArmDispersions, look: ArmDispersions | undefined): ArmDispersions {
  if (!look) return before;
  return {
    outcomes: bothDispersions(before.outcomes, look.outcomes),
    errors: bothDispersions(before.errors, look.errors),
    slow: bothDispersions(before.slow, look.slow),
  };
}
