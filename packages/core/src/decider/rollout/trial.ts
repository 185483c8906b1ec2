import { type ArmCounts, together } from "../../stats/sequential/arm-counts.ts";
import type { ChampionHistory } from "../../vocabulary/champion-history.ts";
import type { EntryData } from "../../vocabulary/entry.ts";
import type { CohortCounts, LookMetrics } from "../../vocabulary/look-metrics.ts";
import type { ArmTotals, Rollout, TrialCohort } from "../../vocabulary/state.ts";
import { alphaEachWay } from "./alpha.ts";
import { nothingCounted, plus, withCounts } from "./counts/since-shift.ts";
import { startReferee, withLook } from "./referee.ts";

/** What a trial has counted, and the evidence of it. */
export type TrialCounts = Pick<
  Rollout,
  | "readUntil"
  | "cohorts"
  | "maturedUntil"
  | "sinceShift"
  | "history"
  | "alpha"
  | "referee"
  | "totals"
  | "championSeen"
  | "challengerSeen"
>;

const nobody: CohortCounts = { requests: 0, trials: 0, successes: 0 };
const noTrials: ArmCounts = { trials: 0, successes: 0 };

/** A trial of which nothing is counted yet. */
export function newTrial(
  history: ChampionHistory,
  effects: EntryData["rollout-started"]["minimumEffects"],
  alpha = alphaEachWay,
): TrialCounts {
  return {
    readUntil: null,
    cohorts: [],
    maturedUntil: null,
    sinceShift: { champion: nothingCounted, challenger: nothingCounted },
    history,
    alpha,
    referee: startReferee(history, effects),
    totals: { champion: noTrials, challenger: noTrials },
    championSeen: nothingCounted,
    challengerSeen: nothingCounted,
  };
}

/** From now on the traffic is divided in one way, and what is read next is of that. */
export function dividedSince(
  trial: Pick<TrialCounts, "cohorts">,
  at: string,
): Pick<TrialCounts, "cohorts" | "readUntil" | "sinceShift"> {
  return {
    cohorts: [...dividedUntil(trial, at), { since: at, until: null, champion: nobody, challenger: nobody }],
    readUntil: at,
    sinceShift: { champion: nothingCounted, challenger: nothingCounted },
  };
}

/** How it was divided ends now; nothing is counted until it is divided anew. */
export function dividedUntil({ cohorts }: Pick<TrialCounts, "cohorts">, at: string): readonly TrialCohort[] {
  return cohorts.map((cohort) => ({ ...cohort, until: cohort.until ?? at }));
}

/** The trial with one more look. */
export function looked<Trial extends TrialCounts>(trial: Trial, metrics: LookMetrics): Trial {
  const { champion, challenger, end, requests } = metrics;
  return {
    ...trial,
    readUntil: end,
    cohorts: readCohorts(trial.cohorts, metrics),
    maturedUntil: requests?.matured.until ?? trial.maturedUntil,
    sinceShift: withCounts(trial.sinceShift, metrics),
    referee: withLook(trial, metrics),
    totals: {
      champion: together(trial.totals.champion, champion),
      challenger: together(trial.totals.challenger, challenger),
    },
    championSeen: plus(trial.championSeen, champion),
    challengerSeen: plus(trial.challengerSeen, challenger),
  };
}

/** The cohorts as a look has read them; one of before 0.2 told only what arrived, which is taken for the last cohort's. */
export function readCohorts(
  cohorts: readonly TrialCohort[],
  { requests, champion, challenger }: Pick<LookMetrics, "requests" | "champion" | "challenger">,
): readonly TrialCohort[] {
  return cohorts.map((cohort, index) => {
    const now = requests?.cohorts[index];
    if (now) return { ...cohort, ...now };
    if (requests || index < cohorts.length - 1) return cohort;
    return {
      ...cohort,
      champion: arrived(cohort.champion, champion),
      challenger: arrived(cohort.challenger, challenger),
    };
  });
}

function arrived(before: CohortCounts, look: ArmTotals): CohortCounts {
  return { requests: before.requests + look.invocations, ...together(before, look) };
}
