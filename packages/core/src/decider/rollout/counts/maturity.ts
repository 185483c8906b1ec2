/** Requests of one period and how many of them have an outcome now. */
interface Labelled {
  readonly requests: number;
  readonly trials: number;
}

/** Outcomes count as known when of requests so old as large a part of the final share has one. */
const knownShare = 0.95;
/** Requests of an age are read over so many neighbouring periods and outcomes at least: of fewer the share is chance. */
const fewestPeriods = 10;
const fewestOutcomes = 200;
/** So much older than what was found: the last outcomes of an age must not be those of one kind that is told later. */
const longer = 1.1;

/**
 * The age from which on requests have their outcomes, as far as they ever get one: a tenth more than the first at which
 * periods of that age and a little older have 95% of the share that the older half has. Over much older periods it would
 * be found too early, when good outcomes are there and bad ones are not yet.
 *
 * @param periods in the order of time, without gaps, up to now
 * @returns in periods; 0 where outcomes are known at once, null where there are none
 */
export function maturityInPeriods(periods: readonly Labelled[]): number | null {
  // A champion that serves for an hour has no older half of a day.
  const begun = periods.findIndex(({ requests }) => requests > 0);
  const newestFirst = periods.slice(Math.max(0, begun)).toReversed();
  const half = Math.floor(newestFirst.length / 2);
  const final = shareOf(newestFirst.slice(half));
  if (!(final > 0)) return null;
  for (let age = 0; age < half; age += 1) {
    if (shareOf(neighbours(newestFirst, age)) >= knownShare * final)
      return Math.min(half, Math.ceil(longer * age));
  }
  return half;
}

function neighbours(newestFirst: readonly Labelled[], age: number): readonly Labelled[] {
  let outcomes = 0;
  let end = age;
  while (end < newestFirst.length && (end - age < fewestPeriods || outcomes < fewestOutcomes)) {
    outcomes += newestFirst[end]?.trials ?? 0;
    end += 1;
  }
  return newestFirst.slice(age, end);
}

function shareOf(periods: readonly Labelled[]): number {
  const requests = periods.reduce((sum, period) => sum + period.requests, 0);
  return requests > 0 ? periods.reduce((sum, { trials }) => sum + trials, 0) / requests : 0;
}
