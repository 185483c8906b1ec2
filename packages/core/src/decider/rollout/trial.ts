import { type ArmCounts, together } from "../../stats/sequential/arm-counts.ts";
import type { EntryData } from "../../vocabulary/entry.ts";
import type { ArmTotals, TrialCohort, TrialCounts } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import type { Cohort, CohortCounts, LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { nothingCounted, plus, withCounts } from "./counts/since-shift.ts";
import { alphaEachWay } from "./evidence/alpha.ts";
import { startReferee, withLook } from "./evidence/referee.ts";

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

/**
 * From now on the traffic is divided in one way, and what is read next is of that.
 *
 * @param asked the challenger's share in percent
 */
export function dividedSince(
  trial: Pick<TrialCounts, "cohorts">,
  at: string,
  asked: number,
): Pick<TrialCounts, "cohorts" | "readUntil" | "sinceShift"> {
  return {
    cohorts: [
      ...dividedUntil(trial, at),
      { since: at, until: null, asked, champion: nobody, challenger: nobody },
    ],
    readUntil: at,
    sinceShift: { champion: nothingCounted, challenger: nothingCounted },
  };
}

/** How it was divided ends now; nothing is counted until it is divided anew. */
export function dividedUntil({ cohorts }: Pick<TrialCounts, "cohorts">, at: string): readonly TrialCohort[] {
  return cohorts.map((cohort) => ({ ...cohort, until: cohort.until ?? at }));
}

/** A person has seen what was served so far, and went on: it says nothing of what comes. */
export function splitAccepted({ cohorts }: Pick<TrialCounts, "cohorts">): readonly TrialCohort[] {
  return cohorts.map((cohort) => ({ ...cohort, asked: null }));
}

/** The trial with one more look. */
export function looked<Trial extends TrialCounts>(trial: Trial, metrics: LookMetrics): Trial {
  const { champion, challenger, end, requests } = metrics;
  return {
    ...trial,
    readUntil: end,
    cohorts: requests ? readCohorts(trial.cohorts, requests.cohorts) : arrived(trial.cohorts, metrics),
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

/** The cohorts as a look has read them. What was known once counts for good, so that nothing can count twice. */
export function readCohorts(
  cohorts: readonly TrialCohort[],
  read: readonly Cohort[],
): readonly TrialCohort[] {
  return cohorts.map((cohort, index) => {
    const now = read[index];
    if (!now) return cohort;
    return {
      ...cohort,
      champion: most(cohort.champion, now.champion),
      challenger: most(cohort.challenger, now.challenger),
    };
  });
}

function most(before: CohortCounts, now: CohortCounts): CohortCounts {
  const values = (before.values?.count ?? 0) > (now.values?.count ?? 0) ? before.values : now.values;
  const segments = mostOfEach(before.segments, now.segments);
  return {
    ...(values && { values }),
    ...(segments && { segments }),
    requests: Math.max(before.requests, now.requests),
    trials: Math.max(before.trials, now.trials),
    successes: Math.max(before.successes, now.successes),
  };
}

function mostOfEach(
  before: CohortCounts["segments"] = {},
  now: CohortCounts["segments"] = {},
): CohortCounts["segments"] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  if (names.length === 0) return undefined;
  const most = (of: keyof ArmCounts, name: string) => Math.max(before[name]?.[of] ?? 0, now[name]?.[of] ?? 0);
  return Object.fromEntries(
    names.map((name) => [name, { trials: most("trials", name), successes: most("successes", name) }]),
  );
}

/** A look of before 0.2 told only what arrived, which is taken for the last cohort's. */
function arrived(
  cohorts: readonly TrialCohort[],
  { champion, challenger }: Pick<LookMetrics, "champion" | "challenger">,
): readonly TrialCohort[] {
  const added = (before: CohortCounts, look: ArmTotals): CohortCounts => ({
    requests: before.requests + look.invocations,
    ...together(before, look),
  });
  return cohorts.map((cohort, index) =>
    index < cohorts.length - 1
      ? cohort
      : {
          ...cohort,
          champion: added(cohort.champion, champion),
          challenger: added(cohort.challenger, challenger),
        },
  );
}
