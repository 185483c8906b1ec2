import { plusValues, type ValueSums } from "../../../stats/sequential/mean-process.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { CohortCounts } from "../../../vocabulary/trial/look-metrics.ts";
import type { ArmPeriod } from "../../../vocabulary/trial/period-counts.ts";
import { PeriodSums } from "./period-sums.ts";

const hour = 3_600_000;
/** Of fewer hours nobody knows what the rest of the day is like. */
const fewestHours = 20;
/** Hours must differ by so many standard errors beyond chance... */
const sure = 5;
/** ...and requests by so large a part of their mean: that hours with many requests differ by little is certain, and no cycle. */
const smallestSwing = 0.1;

/** Whether the number of requests, or the share of good outcomes (the mean of values), goes up and down over a day's periods. */
export function dailyCycle(
  periods: readonly ArmPeriod[],
  period: number,
): NonNullable<ChampionHistory["cycle"]> {
  const each = Math.max(1, Math.round(hour / period));
  const hours = Array.from({ length: Math.floor(periods.length / each) }, (_, index) => {
    const sums = new PeriodSums();
    for (const counts of periods.slice(index * each, (index + 1) * each)) sums.add(counts);
    return sums.cohort;
  });
  if (hours.length < fewestHours || hours.every(({ requests }) => requests === 0)) return "unknown";
  const mean = hours.reduce((sum, { requests }) => sum + requests, 0) / hours.length;
  const squares = hours.reduce((sum, { requests }) => sum + (requests - mean) ** 2, 0) / (hours.length - 1);
  const bound = 1 + sure * Math.sqrt(2 / (hours.length - 1));
  if (Math.sqrt(squares) > smallestSwing * mean && squares / mean > bound) return "daily";
  return ratesDiffer(hours, bound) ? "daily" : "none";
}

/** By the index of dispersion: chi-square of the hours' rates, or means, around the common one, over its degrees of freedom. */
function ratesDiffer(hours: readonly CohortCounts[], bound: number): boolean {
  const told = hours.map(sumsOf).filter(({ count }) => count > 0);
  const all = told.reduce(plusValues, { count: 0, sum: 0, squares: 0 });
  const mean = all.sum / all.count;
  const variance = all.squares / all.count - mean ** 2;
  if (told.length < 2 || !(variance > 0)) return false;
  const squares = told.reduce((sum, one) => sum + (one.sum - mean * one.count) ** 2 / one.count, 0);
  return squares / variance / (told.length - 1) > bound;
}

function sumsOf({ trials, successes, values }: CohortCounts): ValueSums {
  return values ?? { count: trials, sum: successes, squares: successes };
}
