/** Outcomes that became known together: how many, their sum, and the sum of their squares; a good one is 1, a bad one 0. */
export interface Outcomes {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** Sums of a million squares are off by less than this part of them. */
const lost = 1e-9;

/** Outcomes of one arm by the units that they belong to: sums that one more outcome changes in a step. */
export class UnitSums {
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;
  #units = 0;
  #all = { count: 0, sum: 0, squares: 0 };
  /** Sums over units of s^2, s n and n^2, for n outcomes whose sum is s. */
  #squares = { sums: 0, both: 0, counts: 0 };

  /** @param places for units, numbered from 0 on */
  constructor(places: number) {
    this.#counts = new Uint32Array(places);
    this.#sums = new Float64Array(places);
  }

  /** Outcomes of one unit. */
  add(place: number, outcomes: Outcomes): void {
    const [n, s] = [this.#counts[place] ?? 0, this.#sums[place] ?? 0];
    const [more, sum] = [n + outcomes.count, s + outcomes.sum];
    if (n === 0) this.#units += 1;
    this.#counts[place] = more;
    this.#sums[place] = sum;
    this.#count(outcomes);
    this.#squares.sums += sum ** 2 - s ** 2;
    this.#squares.both += sum * more - s * n;
    this.#squares.counts += more ** 2 - n ** 2;
  }

  /** Outcomes that are units of their own. */
  addSingle(outcomes: Outcomes): void {
    this.#units += outcomes.count;
    this.#count(outcomes);
    this.#squares.sums += outcomes.squares;
    this.#squares.both += outcomes.sum;
    this.#squares.counts += outcomes.count;
  }

  /** The squares of the units' sums around the arm's mean, and what they would be if outcomes were independent. */
  get variances(): { readonly found: number; readonly independent: number } {
    const { count, sum, squares } = this.#all;
    const mean = count > 0 ? sum / count : 0;
    const around = this.#squares.sums - 2 * mean * this.#squares.both + mean ** 2 * this.#squares.counts;
    const units = this.#units;
    const independent = squares - sum * mean;
    // What is left of equal numbers is what was lost in adding them up.
    if (units < 2 || independent <= lost * squares) return { found: 0, independent: 0 };
    return { found: Math.max(0, around) * (units / (units - 1)), independent };
  }

  #count({ count, sum, squares }: Outcomes): void {
    this.#all.count += count;
    this.#all.sum += sum;
    this.#all.squares += squares;
  }
}

/**
 * So many outcomes carry the information of one that is independent of all others, at least 1: the variance of units'
 * sums over that of as many independent outcomes (Rao and Scott 1992, https://doi.org/10.2307/2532311; of values Kish 1965),
 * both arms around their own mean.
 */
export function unitDesignEffect(arms: readonly UnitSums[]): number {
  const variances = arms.map((arm) => arm.variances);
  const independent = variances.reduce((sum, arm) => sum + arm.independent, 0);
  const found = variances.reduce((sum, arm) => sum + arm.found, 0);
  return independent > 0 ? Math.max(1, found / independent) : 1;
}
