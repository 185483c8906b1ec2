import { designEffect, noDispersion, withPeriod } from "../../../stats/dispersion.ts";
import type { ChampionHistoryFact } from "../../../vocabulary/fact.ts";
import type { ArmPeriod } from "../../../vocabulary/trial/period-counts.ts";
import { dailyCycle } from "./daily-cycle.ts";
import { maturityInPeriods } from "./maturity.ts";
import { outcomeTrials, PeriodSums, requestsOf } from "./period-sums.ts";
import { queueHistoryOf } from "./queue-history.ts";

/** A day's periods must be so many standard errors apart to count for more than chance. */
const sureOfHistory = 2;

/**
 * What a champion's periods before a trial tell of it: its counts, of which only requests that are old enough have known
 * outcomes; how old that is; how much its periods differ beyond chance; and whether there is a day's cycle.
 *
 * @param periods in the order of time, without gaps, up to now
 * @param period milliseconds
 * @param bounds which values were brought within, where outcomes are values
 * @param look milliseconds, where requests wait in a queue
 */
export function historyOfPeriods(
  periods: readonly ArmPeriod[],
  period: number,
  bounds?: { readonly low: number; readonly high: number },
  look?: number,
): Omit<ChampionHistoryFact, "latency"> {
  const maturity = maturityInPeriods(
    periods.map((counts) => ({ requests: requestsOf(counts), trials: counts.trials })),
  );
  const known = new PeriodSums();
  const all = new PeriodSums();
  const last = periods.length - (maturity ?? 0);
  let [outcomes, errors, slow] = [noDispersion, noDispersion, noDispersion];
  let largest = 0;
  for (const [index, counts] of periods.entries()) {
    const before = periods[index - 1] ?? null;
    all.add(counts);
    errors = withPeriod(errors, rare(counts, "errors"), before && rare(before, "errors"));
    slow = withPeriod(slow, rare(counts, "slow"), before && rare(before, "slow"));
    if (index >= last) continue;
    known.add(counts);
    const more = withPeriod(outcomes, outcomeTrials(counts), before && outcomeTrials(before));
    largest = Math.max(largest, more.squares - outcomes.squares);
    outcomes = more;
  }
  // Before a trial there often was a drift: a level that changed once is no sign that outcomes go together.
  const steady = { ...outcomes, pairs: Math.max(0, outcomes.pairs - 1), squares: outcomes.squares - largest };
  const { requests, trials, successes, values } = known.cohort;
  const { units } = all;
  const queue = look === undefined ? undefined : queueHistoryOf(periods, period, look);
  const unitEffect = units.effective > 0 ? Math.max(1, units.trials / units.effective) : 1;
  return {
    trials,
    successes,
    invocations: all.guards.invocations,
    errors: all.guards.errors,
    ...(values && bounds && { values: { ...values, ...bounds } }),
    periods: {
      matured: requests,
      maturity: maturity === null ? null : maturity * period,
      designEffects: {
        outcomes: designEffect(steady, sureOfHistory, unitEffect),
        errors: designEffect(errors, sureOfHistory),
        slow: designEffect(slow, sureOfHistory),
      },
      cycle: dailyCycle(periods.slice(0, last), period),
      ...(queue && { queue }),
    },
  };
}

function rare({ invocations, ...counts }: ArmPeriod, of: "errors" | "slow") {
  return { trials: invocations, successes: Math.min(invocations, counts[of]) };
}
