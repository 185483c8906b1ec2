import type { ModelPolicy } from "../../policy/policy.ts";
import { meanOf, type ValueSums } from "../../stats/sequential/mean-process.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { PastTrials, Rollout, State } from "../../vocabulary/state.ts";
import { alphaEachWay } from "../rollout/evidence/alpha.ts";

const year = 365 * 86_400_000;
const none: ValueSums = { count: 0, sum: 0, squares: 0 };

type Rules = Pick<ModelPolicy["rollout"], "minimumEffect" | "outcomes" | "mayGiveUp">;

/** What the trials of the last year came to, and what they have given up. */
export function evolvePastTrials(state: State, entry: Entry): State {
  const { pastTrials: past, rollout } = state;
  switch (entry.kind) {
    case "rollout-started": {
      if (entry.data.undoes) return state;
      const since = Date.parse(entry.at) - year;
      const trials = past.trials.filter(({ startedAt }) => Date.parse(startedAt) > since);
      return {
        ...state,
        pastTrials: { ...past, trials: [...trials, { startedAt: entry.at, promoted: false }] },
      };
    }
    case "rollout-promoted":
      if (!rollout) return state;
      return {
        ...state,
        pastTrials: entry.data.undoes ? takenBack(past) : promoted(past, entry.data.difference ?? 0),
      };
    case "rollout-rolled-back":
      return entry.data.takesBack === undefined ? state : { ...state, pastTrials: takenBack(past) };
    default:
      return state;
  }
}

function promoted(past: PastTrials, difference: number): PastTrials {
  return {
    trials: past.trials.map((trial, index) =>
      index === past.trials.length - 1 ? { ...trial, promoted: true } : trial,
    ),
    // A champion that is better than the best before is the new best.
    givenUp: Math.max(0, past.givenUp - difference),
    givenUpBefore: past.givenUp,
  };
}

function takenBack(past: PastTrials): PastTrials {
  return {
    trials: past.trials.map((trial, index) =>
      index === past.trials.length - 1 ? { ...trial, promoted: false } : trial,
    ),
    givenUp: past.givenUpBefore,
    givenUpBefore: past.givenUpBefore,
  };
}

/**
 * By how much the challenger of the next trial may be worse at most, where "not worse" is enough. Each promotion may lose a
 * little, and a year of them a third of all that was right; so the reference is the best champion so far, which does not
 * move when a worse one is promoted, and what promotions have lost against it is taken off.
 */
export function marginOf(rules: Rules, { givenUp }: PastTrials): number {
  return Math.max(0, Math.min(effectOf(rules), mostGivenUp(rules) - givenUp));
}

/** The same as an entry has it: only where it is less than the difference that matters. */
export function marginFor({ pastTrials }: State, { rollout }: ModelPolicy): { readonly margin?: number } {
  const margin = marginOf(rollout, pastTrials);
  return margin < effectOf(rollout) ? { margin } : {};
}

/** What all promotions together may lose. */
export function mostGivenUp(rules: Rules): number {
  return rules.mayGiveUp ?? effectOf(rules);
}

/** The smallest difference that matters: of a rate, or as a share of the mean where outcomes are values. */
export function effectOf({ minimumEffect, outcomes }: Pick<Rules, "minimumEffect" | "outcomes">): number {
  return outcomes.value?.minimumEffect ?? minimumEffect;
}

/**
 * The probability of a false promotion that the next trial may have. A policy that bounds the share of false ones among a
 * year's promotions spreads it over the year's trials, and each promotion gives some back: e-LOND (Xu and Ramdas, "Online
 * multiple testing with e-values", https://arxiv.org/abs/2311.06412), which holds however trials depend on each other.
 */
export function alphaOf(
  { falsePromotions }: Pick<ModelPolicy["rollout"], "falsePromotions">,
  { trials }: PastTrials,
  now: Date,
): number {
  if (!falsePromotions) return alphaEachWay;
  const since = now.getTime() - year;
  const last = trials.filter(({ startedAt }) => Date.parse(startedAt) > since);
  const planned = Math.max(falsePromotions.trialsPerYear, last.length + 1);
  const promotions = last.filter((trial) => trial.promoted).length;
  return Math.min(alphaEachWay, (falsePromotions.share / planned) * (promotions + 1));
}

/**
 * How much better the challenger was, of requests that are old enough for their outcomes to be known: its rate less the
 * champion's; of values its mean, as a share of the champion's, above 0 when it is the better one. 0 when there are none.
 */
export function differenceOf({ referee, history }: Pick<Rollout, "referee" | "history">): number {
  const { champion, challenger } = referee.matured;
  if (history.values) {
    const [before, now] = [meanOf(champion.values ?? none), meanOf(challenger.values ?? none)];
    const isKnown = champion.values?.count && challenger.values?.count && before !== 0;
    if (!isKnown) return 0;
    return (history.values.better === "higher" ? now - before : before - now) / Math.abs(before);
  }
  const of = history.missing === "failure" ? "requests" : "trials";
  if (champion[of] === 0 || challenger[of] === 0) return 0;
  return challenger.successes / challenger[of] - champion.successes / champion[of];
}
