/** Requests of one period and how many of them have an outcome now. */
interface Labelled {
  readonly requests: number;
  readonly trials: number;
}

/** An outcome counts as known when of requests so old as large a part of the final share has one. */
const knownShare = 0.95;
const fewestPeriods = 10;

/**
 * The age from which on requests have their outcomes, as far as they ever get one: the first at which periods of that age
 * and older ones have 95% of the share that the older half has.
 *
 * @param periods in the order of time, without gaps, up to now
 * @returns in periods; 0 where outcomes are known at once, null where there are none
 */
export function maturityInPeriods(periods: readonly Labelled[]): number | null {
  const newestFirst = periods.toReversed();
  const final = shareOf(newestFirst.slice(Math.floor(newestFirst.length / 2)));
  if (!(final > 0)) return null;
  for (let age = 0; age < newestFirst.length / 2; age += 1) {
    const around = newestFirst.slice(age, age + Math.max(fewestPeriods, age));
    if (shareOf(around) >= knownShare * final) return age;
  }
  return Math.floor(newestFirst.length / 2);
}

function shareOf(periods: readonly Labelled[]): number {
  const requests = periods.reduce((sum, period) => sum + period.requests, 0);
  return requests > 0 ? periods.reduce((sum, { trials }) => sum + trials, 0) / requests : 0;
}
