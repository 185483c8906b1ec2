import { evenShare } from "../../../policy/serving/cold-start-faults.ts";
import { bothDispersions, designEffect, noDispersion } from "../../../stats/dispersion.ts";
import { type ArmCounts, together } from "../../../stats/sequential/arm-counts.ts";
import {
  logE,
  type Reading,
  startEProcess,
  updateEProcess,
} from "../../../stats/sequential/block-e-process.ts";
import { plusValues } from "../../../stats/sequential/mean-process.ts";
import {
  notWorseEvidence,
  startNotWorseProcess,
  updateNotWorseProcess,
} from "../../../stats/sequential/not-worse-process.ts";
import type { EntryData, Evidence } from "../../../vocabulary/entry.ts";
import type { Referee, Rollout } from "../../../vocabulary/state.ts";
import type { ChampionHistory, DesignEffects } from "../../../vocabulary/trial/champion-history.ts";
import type {
  ArmDispersions,
  CohortCounts,
  GuardCounts,
  LookMetrics,
} from "../../../vocabulary/trial/look-metrics.ts";
import { startLabels, updateLabels } from "./labels.ts";
import { blockOf, maturedArms, newlyKnown, newlyMatured } from "./outcome-blocks.ts";
import { segmentEvidence, withSegments } from "./segments.ts";
import { startValues, valueEvidence, withValues } from "./values.ts";

type MinimumEffects = EntryData["rollout-started"]["minimumEffects"];

/** A quantile of 99% is exceeded by 1% of the champion's own invocations. */
export const slowQuantile = 0.99;
/** Rates of the rare kind start from this share, so that their logit exists. */
const rareRate = 0.001;
const guardSeedWeight = 100;
/**
 * Most of the capital on the difference that the policy names: with even stakes, finding it takes a tenth longer. Of the rest
 * more on twice of it: large harm is then found no later, and small differences hardly later.
 */
const stakes = [0.15, 0.65, 0.2] as const;
/** A trial's own few periods are asked at each look, so they must be far apart to count for more than chance: standard errors. */
const sureOfTrial = 4;
/** Requests that wait for new compute come together, and no day before the trial says how much: what the trial shows counts. */
const sureOfBursts = 0;
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
      margin: effects.margin ?? effects.outcome,
    }),
    errors: rare(Math.max(rareRate, history.errorRate), effects.errors),
    slow: rare(1 - slowQuantile, effects.slow),
    ...(effects.coldStarts !== undefined && { coldStarts: rare(rareRate, effects.coldStarts) }),
    values: startValues(history, effects.margin),
    segments: {},
    minimumEffect: effects.outcome,
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
  const outcomes = newlyKnown(metrics, cohorts, history);
  const warm = requests?.warm ?? metrics;
  const guard = (of: Guarded): Reading => blockOf(rare(warm.champion, of), rare(warm.challenger, of));
  const matured = maturedArms(metrics);
  return {
    ...referee,
    better: updateEProcess(referee.better, outcomes),
    worse: updateEProcess(referee.worse, outcomes),
    notWorse: updateNotWorseProcess(referee.notWorse, newlyMatured(metrics, history)),
    errors: updateEProcess(referee.errors, guard("errors")),
    slow: updateEProcess(referee.slow, guard("slow")),
    ...(referee.coldStarts && {
      coldStarts: isEven(cohorts)
        ? updateEProcess(referee.coldStarts, guard("coldStarts"))
        : referee.coldStarts,
    }),
    values:
      history.values && referee.values
        ? withValues(referee.values, metrics, cohorts, history.values.better)
        : null,
    segments: withSegments(referee.segments, metrics, cohorts, {
      history,
      minimumEffect: referee.minimumEffect,
    }),
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
  const { outcomes, errors, slow, coldStarts } = designEffectsOf(referee, history);
  const answers = referee.values
    ? valueEvidence(referee.values, outcomes)
    : {
        better: logE(referee.better, outcomes),
        worse: logE(referee.worse, outcomes),
        notWorse: notWorseEvidence(referee.notWorse, outcomes),
      };
  const segments = segmentEvidence(referee.segments, outcomes);
  return {
    ...answers,
    errors: logE(referee.errors, errors),
    slow: logE(referee.slow, slow),
    ...(referee.coldStarts && { coldStarts: logE(referee.coldStarts, coldStarts ?? 1) }),
    ...(segments && { segments }),
  };
}

/** So many outcomes, errors and slow answers carry the information of an independent one; 1 or more. */
export function designEffectsOf(
  { dispersions, unitDesignEffect }: Referee,
  { designEffects }: ChampionHistory,
): DesignEffects {
  // The champion's day is many periods, and says it well; an arm's own few only where they differ from that by far.
  const shown = (of: keyof ArmDispersions, known: number, sure = sureOfTrial) =>
    Math.max(
      designEffect(dispersions.champion[of] ?? noDispersion, sure, known),
      designEffect(dispersions.challenger[of] ?? noDispersion, sure, known),
    );
  const asksForColdStarts = dispersions.challenger.coldStarts !== undefined;
  return {
    outcomes: shown("outcomes", Math.max(1, unitDesignEffect, designEffects?.outcomes ?? 1)),
    errors: shown("errors", Math.max(1, designEffects?.errors ?? 1)),
    slow: shown("slow", Math.max(1, designEffects?.slow ?? 1)),
    ...(asksForColdStarts && { coldStarts: shown("coldStarts", 1, sureOfBursts) }),
  };
}

type Guarded = "errors" | "slow" | "coldStarts";

function rare({ invocations, ...counts }: GuardCounts, of: Guarded): ArmCounts {
  return { trials: invocations, successes: Math.min(invocations, counts[of] ?? 0) };
}

/** True while the challenger is asked to have at least as much of the traffic as the champion. */
export function isEven(cohorts: Judged["cohorts"]): boolean {
  return (cohorts.at(-1)?.asked ?? 0) >= evenShare;
}

function plus(one: CohortCounts, other: CohortCounts): CohortCounts {
  const counts = { requests: one.requests + other.requests, ...together(one, other) };
  const values =
    one.values && other.values ? plusValues(one.values, other.values) : (one.values ?? other.values);
  return values ? { ...counts, values } : counts;
}

function dispersed(before: ArmDispersions, look: ArmDispersions | undefined): ArmDispersions {
  if (!look) return before;
  const { coldStarts } = before;
  return {
    outcomes: bothDispersions(before.outcomes, look.outcomes),
    errors: bothDispersions(before.errors, look.errors),
    slow: bothDispersions(before.slow, look.slow),
    // A look of the warm-up alone has none.
    ...((coldStarts || look.coldStarts) && {
      coldStarts: bothDispersions(coldStarts ?? noDispersion, look.coldStarts ?? noDispersion),
    }),
  };
}
