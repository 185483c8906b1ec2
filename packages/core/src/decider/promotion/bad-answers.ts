import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import type { BakeLimits } from "../../vocabulary/entry.ts";
import type { ArmTotals } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";

type Values = ChampionHistory["values"];

/**
 * What a variant did wrong, of how much: its "successes" are the bad ones here. A value is as bad as it is far from the
 * better of its bounds, as a share of their distance; a bet on good and bad outcomes holds for such shares too, because
 * what it gains from one is at most what it would gain from as many of either kind (log is concave).
 *
 * @param values what outcomes are, where they are values
 */
export function badAnswers(
  counts: ArmTotals & { readonly values?: ValueSums },
  values: Values,
): { readonly [Watched in keyof BakeLimits]: ArmCounts } {
  const { trials, successes, invocations, errors, slow } = counts;
  return {
    outcomes: values ? shortfall(counts.values, values) : { trials, successes: trials - successes },
    errors: { trials: invocations, successes: errors },
    slow: { trials: invocations, successes: slow },
  };
}

function shortfall(
  { count, sum }: ValueSums = { count: 0, sum: 0, squares: 0 },
  { better, low, high }: NonNullable<Values>,
): ArmCounts {
  const short = better === "higher" ? count * high - sum : sum - count * low;
  return { trials: count, successes: Math.max(0, short / (high - low)) };
}

/** The mean of values that are so bad on average. */
export function meanAt(share: number, { better, low, high }: NonNullable<Values>): number {
  return better === "higher" ? high - share * (high - low) : low + share * (high - low);
}
