import { type ArmCounts, together } from "../../../stats/sequential/arm-counts.ts";
import type { Block, Reading } from "../../../stats/sequential/block-e-process.ts";
import type { TrialCohort } from "../../../vocabulary/state.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { Cohort, CohortCounts, LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { since } from "../counts/look-of-periods.ts";

type Arms = { readonly champion: CohortCounts; readonly challenger: CohortCounts };

/**
 * Outcomes that became known, by the division of the traffic at the time of their requests; where only good outcomes are
 * ever told, requests that are old enough, of which those without an outcome are the bad ones.
 */
export function newlyKnown(
  metrics: LookMetrics,
  before: readonly TrialCohort[],
  history: ChampionHistory,
): Reading {
  const { requests } = metrics;
  if (!requests || history.missing === "failure") return newlyMatured(metrics, history);
  const { cohorts, matured } = requests;
  return {
    blocks: newlyKnownOf(cohorts, before, (arm) => arm),
    settled: together(matured.champion, matured.challenger),
  };
}

/** @param counts which of an arm's outcomes: all, or those of a segment */
export function newlyKnownOf(
  cohorts: readonly Cohort[],
  before: readonly TrialCohort[],
  counts: (arm: CohortCounts | undefined) => ArmCounts | undefined,
): readonly Block[] {
  return cohorts.map((cohort, index): Block => {
    const then = before[index];
    const champion = since(counts(cohort.champion) ?? nothing, counts(then?.champion));
    const challenger = since(counts(cohort.challenger) ?? nothing, counts(then?.challenger));
    // Of requests that came since the look before and are all known, the arms' own sizes say most: they share the minutes.
    const areAllKnown =
      champion.trials === cohort.champion.requests - (then?.champion.requests ?? 0) &&
      challenger.trials === cohort.challenger.requests - (then?.challenger.requests ?? 0);
    return { champion, challenger, ...(areAllKnown ? {} : shareOfRequests(cohort)) };
  });
}

const nothing: ArmCounts = { trials: 0, successes: 0 };

/** Outcomes of requests that have become old enough for theirs to be known. */
export function newlyMatured(metrics: LookMetrics, { missing }: ChampionHistory): Reading {
  const { champion, challenger } = maturedArms(metrics);
  return missing === "failure"
    ? blockOf(asTrials(champion), asTrials(challenger))
    : blockOf(champion, challenger);
}

/** In a look of before 0.2 all that arrived. */
export function maturedArms({ requests, champion, challenger }: LookMetrics): Arms {
  return requests?.matured ?? { champion: arrived(champion), challenger: arrived(challenger) };
}

export function blockOf(champion: ArmCounts, challenger: ArmCounts): Reading {
  return { blocks: [{ champion, challenger }], settled: together(champion, challenger) };
}

/** Far beyond what chance does: in so many standard errors outcomes are not divided as their requests were. */
const notAsRequests = 4;

/**
 * The challenger's share of a cohort's requests. Where outcomes are not of all of them alike (they were put with the time at
 * which they arrived, or are sent for one arm only) it is no chance to bet on, and the outcomes' own share is.
 */
export function shareOfRequests({ champion, challenger }: Arms): Pick<Block, "share"> {
  const requests = champion.requests + challenger.requests;
  const trials = champion.trials + challenger.trials;
  if (requests === 0) return {};
  const share = challenger.requests / requests;
  const error = Math.sqrt(trials * share * (1 - share));
  return Math.abs(challenger.trials - trials * share) > notAsRequests * error ? {} : { share };
}

function arrived({ trials, successes }: ArmCounts): CohortCounts {
  return { requests: trials, trials, successes: Math.min(successes, trials) };
}

function asTrials({ requests, successes }: CohortCounts): ArmCounts {
  return { trials: requests, successes };
}
