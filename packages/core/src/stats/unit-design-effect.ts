/** One unit's outcomes: how many, and how many of them good; of values their sum, and the sum of their squares. */
export interface UnitOutcomes {
  readonly trials: number;
  readonly successes: number;
  /** The successes unless it is given. */
  readonly squares?: number;
}

/** Sums of many squares are off by less than this part of them. */
const lost = 1e-9;

/**
 * So many outcomes carry the information of one when those of a unit (a request of several rows, a user, a session) go
 * together: the variance of the units' sums over that of as many independent outcomes (Rao and Scott 1992,
 * https://doi.org/10.2307/2532311).
 *
 * @returns 1 or more. Where the outcomes are all alike nobody can tell how much those of a unit go together, and they are
 *   taken to go together wholly (Kish 1965).
 */
export function unitDesignEffect(units: Iterable<UnitOutcomes>): number {
  let [count, trials, successes, allSquares] = [0, 0, 0, 0];
  let [ofTrials, ofSuccesses, ofBoth] = [0, 0, 0];
  for (const { trials: n, successes: s, squares = s } of units) {
    if (n <= 0) continue;
    count += 1;
    trials += n;
    successes += s;
    allSquares += squares;
    ofTrials += n * n;
    ofSuccesses += s * s;
    ofBoth += n * s;
  }
  if (trials === 0) return 1;
  const rate = successes / trials;
  const variance = allSquares - rate * successes;
  // What is left of equal numbers is what was lost in adding them up.
  if (count < 2 || variance <= lost * allSquares) return ofTrials / trials;
  // The sum of (s - rate n)^2, without holding the units.
  const squares = Math.max(0, ofSuccesses - 2 * rate * ofBoth + rate * rate * ofTrials);
  return Math.max(1, ((squares / variance) * count) / (count - 1));
}
