import {
  meanEvidence,
  plusValues,
  startMeanProcess,
  updateMeanProcess,
  type ValueBlock,
  type ValueSums,
} from "../../../stats/sequential/mean-process.ts";
import type { Evidence } from "../../../vocabulary/entry.ts";
import type { Referee, TrialCohort } from "../../../vocabulary/state.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { shareOfRequests } from "./outcome-blocks.ts";

type Values = NonNullable<Referee["values"]>;

const nothing: ValueSums = { count: 0, sum: 0, squares: 0 };

/**
 * The questions of a rollout whose outcomes are values: better? worse? not worse? Null where outcomes are good or bad.
 *
 * @param margin what "not worse" may lose, as a share of the mean
 */
export function startValues({ values }: Pick<ChampionHistory, "values">, margin?: number): Values | null {
  if (!values) return null;
  const { better, minimumEffect, past } = values;
  const [low, high] = better === "higher" ? [values.low, values.high] : [-values.high, -values.low];
  const seed = { minimumEffect, low, high, past: upwards(past, better) };
  return {
    better: startMeanProcess({ ...seed, direction: "better" }),
    worse: startMeanProcess({ ...seed, direction: "worse" }),
    notWorse: startMeanProcess({ ...seed, direction: "better", allowance: margin ?? minimumEffect }),
  };
}

/** The evidence with one more look's values, by the division of the traffic at the time of their requests. */
export function withValues(
  process: Values,
  { requests }: LookMetrics,
  before: readonly TrialCohort[],
  better: "higher" | "lower",
): Values {
  if (!requests) return process;
  const newly = (now: ValueSums = nothing, then: ValueSums = nothing): ValueSums => ({
    count: Math.max(0, now.count - then.count),
    sum: now.sum - then.sum,
    squares: Math.max(0, now.squares - then.squares),
  });
  const blocks = requests.cohorts.map(({ champion, challenger }, index): ValueBlock => {
    return {
      champion: upwards(newly(champion.values, before[index]?.champion.values), better),
      challenger: upwards(newly(challenger.values, before[index]?.challenger.values), better),
      share: shareOfRequests({ champion, challenger }).share ?? shareOf(champion.values, challenger.values),
    };
  });
  const { champion, challenger } = requests.matured;
  const settled = upwards(plusValues(champion.values ?? nothing, challenger.values ?? nothing), better);
  // What is not worse by the margin must be told of all its requests alike: late values may be of another kind.
  const matured: ValueBlock = {
    champion: upwards(champion.values ?? nothing, better),
    challenger: upwards(challenger.values ?? nothing, better),
    share: shareOf(champion.values, challenger.values),
  };
  return {
    better: updateMeanProcess(process.better, { blocks, settled }),
    worse: updateMeanProcess(process.worse, { blocks, settled }),
    notWorse: updateMeanProcess(process.notWorse, { blocks: [matured], settled }),
  };
}

/** Natural logarithms of e-values. */
export function valueEvidence(
  { better, worse, notWorse }: Values,
  designEffect: number,
): Pick<Evidence, "better" | "worse" | "notWorse"> {
  return {
    better: meanEvidence(better, designEffect),
    worse: meanEvidence(worse, designEffect),
    notWorse: meanEvidence(notWorse, designEffect),
  };
}

function shareOf(one: ValueSums = nothing, other: ValueSums = nothing): number {
  const all = one.count + other.count;
  return all > 0 ? other.count / all : 0;
}

/** So that higher is better. */
function upwards(values: ValueSums, better: "higher" | "lower"): ValueSums {
  return better === "higher" ? values : { ...values, sum: -values.sum };
}
