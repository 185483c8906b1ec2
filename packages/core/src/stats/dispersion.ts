import { type ArmCounts, together } from "./sequential/arm-counts.ts";

/**
 * How much the shares of neighbouring periods differ: the mean square of successive differences (von Neumann 1941,
 * https://doi.org/10.1214/aoms/1177731677), which a level that wanders slowly leaves as it is. Sums, so that periods of
 * several looks, and of several days, are put together by adding.
 */
export interface Dispersion extends ArmCounts {
  /** Pairs of neighbours that both had trials. */
  readonly pairs: number;
  /** Sum over pairs of (r1 - r2)^2 / (1/n1 + 1/n2), whose mean is p (1 - p) when trials are independent. */
  readonly squares: number;
  /** Sum of the squares of single values, where they are no successes and failures. */
  readonly valueSquares?: number;
}

/** One period's trials: how many, the sum of them, and of values the sum of their squares. */
type PeriodTrials = ArmCounts & { readonly valueSquares?: number };

export const noDispersion: Dispersion = { pairs: 0, squares: 0, trials: 0, successes: 0 };

/** A dispersion with one more period. @param neighbour the period before it; null where there is none */
export function withPeriod(
  before: Dispersion,
  period: PeriodTrials,
  neighbour: PeriodTrials | null,
): Dispersion {
  const sum = added(before, period);
  if (!neighbour || neighbour.trials <= 0 || period.trials <= 0) return sum;
  const difference = neighbour.successes / neighbour.trials - period.successes / period.trials;
  const square = difference ** 2 / (1 / neighbour.trials + 1 / period.trials);
  return { ...sum, pairs: sum.pairs + 1, squares: sum.squares + square };
}

export function bothDispersions(one: Dispersion, other: Dispersion): Dispersion {
  return {
    ...added(one, other),
    pairs: one.pairs + other.pairs,
    squares: one.squares + other.squares,
  };
}

function added(one: Dispersion, other: PeriodTrials): Dispersion {
  const counts = { ...one, ...together(one, other) };
  if (one.valueSquares === undefined && other.valueSquares === undefined) return counts;
  return { ...counts, valueSquares: (one.valueSquares ?? 0) + (other.valueSquares ?? 0) };
}

/**
 * The design effect that a dispersion shows: so many trials carry the information of one (Kish 1965; for counts Rao and
 * Scott 1992, https://doi.org/10.2307/2532311). 1 while nothing shows that trials go together.
 *
 * @param sure how many standard errors the dispersion must be above what independent trials have, for it to count: a
 *   few pairs differ by chance, and dividing by chance costs time
 */
export function designEffect(dispersion: Dispersion, sure: number): number {
  const { pairs, squares, trials, successes, valueSquares = successes } = dispersion;
  const mean = trials > 0 ? successes / trials : 0;
  const variance = trials > 0 ? valueSquares / trials - mean ** 2 : 0;
  if (pairs === 0 || variance <= 0) return 1;
  const found = squares / pairs / variance;
  // The squares of successive normal differences vary by 3 a pair; those of rare events by one over their number more.
  const rare = dispersion.valueSquares === undefined ? (pairs + 1) / (trials * variance) : 0;
  const error = Math.sqrt((3 + rare) / pairs);
  return found > 1 + sure * error ? found : 1;
}
