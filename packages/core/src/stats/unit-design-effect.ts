/** One unit's outcomes: how many, and how many of them good; of values their sum, and the sum of their squares. */
export interface UnitOutcomes {
  readonly trials: number;
  readonly successes: number;
  /** The successes unless it is given. */
  readonly squares?: number;
}

/** What the design effect takes of an arm's units, without holding them: of n outcomes whose sum is s in each unit. */
export interface UnitTotals {
  readonly units: number;
  /** Of all outcomes: how many, their sum, and the sum of their squares. */
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  /** Sums over units of s^2, s n and n^2. */
  readonly ofSums: number;
  readonly ofBoth: number;
  readonly ofCounts: number;
}

/** Sums of a million squares are off by less than this part of them. */
const lost = 1e-9;

/**
 * So many outcomes carry the information of one when those of a unit (a request of several rows, a user, a session) go
 * together: the variance of the units' sums over that of as many independent outcomes (Rao and Scott 1992,
 * https://doi.org/10.2307/2532311; of values Kish 1965), each arm around its own mean.
 *
 * @returns 1 or more; null where the outcomes of every arm are all alike, or of one unit, which tells nothing of it
 */
export function designEffectOfArms(arms: readonly UnitTotals[]): number | null {
  let [found, independent] = [0, 0];
  for (const arm of arms) {
    const mean = arm.count > 0 ? arm.sum / arm.count : 0;
    const variance = arm.squares - mean * arm.sum;
    // What is left of equal numbers is what was lost in adding them up.
    if (arm.units < 2 || variance <= lost * arm.squares) continue;
    // The sum of (s - mean n)^2.
    const squares = arm.ofSums - 2 * mean * arm.ofBoth + mean ** 2 * arm.ofCounts;
    found += (Math.max(0, squares) * arm.units) / (arm.units - 1);
    independent += variance;
  }
  return independent > 0 ? Math.max(1, found / independent) : null;
}

/**
 * The same of units of one arm. Where nothing tells how much the outcomes of a unit go together, they are taken to go
 * together wholly (Kish 1965).
 */
export function unitDesignEffect(units: Iterable<UnitOutcomes>): number {
  const totals = { units: 0, count: 0, sum: 0, squares: 0, ofSums: 0, ofBoth: 0, ofCounts: 0 };
  for (const { trials: n, successes: s, squares = s } of units) {
    if (n <= 0) continue;
    totals.units += 1;
    totals.count += n;
    totals.sum += s;
    totals.squares += squares;
    totals.ofSums += s * s;
    totals.ofBoth += n * s;
    totals.ofCounts += n * n;
  }
  if (totals.count === 0) return 1;
  return designEffectOfArms([totals]) ?? totals.ofCounts / totals.count;
}
