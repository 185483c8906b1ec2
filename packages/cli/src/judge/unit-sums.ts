/** Outcomes of one arm by the units that they belong to: sums that one more outcome changes in a step. */
export class UnitSums {
  readonly #trials: Uint32Array;
  readonly #successes: Uint32Array;
  #units = 0;
  #all = { trials: 0, successes: 0 };
  /** Sums over units of s^2, s n and n^2, for n outcomes of which s are good. */
  #squares = { successes: 0, both: 0, trials: 0 };

  /** @param places for units, numbered from 0 on */
  constructor(places: number) {
    this.#trials = new Uint32Array(places);
    this.#successes = new Uint32Array(places);
  }

  /** Outcomes of one unit, all good or all bad. */
  add(place: number, trials: number, isSuccess: boolean): void {
    const [n, s] = [this.#trials[place] ?? 0, this.#successes[place] ?? 0];
    const [more, good] = [n + trials, isSuccess ? s + trials : s];
    if (n === 0) this.#units += 1;
    this.#trials[place] = more;
    this.#successes[place] = good;
    this.#count(trials, isSuccess);
    this.#squares.successes += good ** 2 - s ** 2;
    this.#squares.both += good * more - s * n;
    this.#squares.trials += more ** 2 - n ** 2;
  }

  /** Outcomes that are units of their own. */
  addSingle(trials: number, isSuccess: boolean): void {
    const successes = isSuccess ? trials : 0;
    this.#units += trials;
    this.#count(trials, isSuccess);
    this.#squares.successes += successes;
    this.#squares.both += successes;
    this.#squares.trials += trials;
  }

  /** The squares of the units around the arm's rate, and what they would be if outcomes were independent. */
  get variances(): { readonly found: number; readonly independent: number } {
    const { trials, successes } = this.#all;
    const rate = trials > 0 ? successes / trials : 0;
    const squares = this.#squares;
    const around = squares.successes - 2 * rate * squares.both + rate ** 2 * squares.trials;
    const units = this.#units;
    return {
      found: units > 1 ? Math.max(0, around) * (units / (units - 1)) : 0,
      independent: units > 1 ? trials * rate * (1 - rate) : 0,
    };
  }

  #count(trials: number, isSuccess: boolean): void {
    this.#all.trials += trials;
    if (isSuccess) this.#all.successes += trials;
  }
}

/**
 * So many outcomes carry the information of one that is independent of all others, at least 1: the variance of units'
 * sums over that of as many independent outcomes (Rao and Scott 1992, https://doi.org/10.2307/2532311), both arms around
 * their own rate.
 */
export function unitDesignEffect(arms: readonly UnitSums[]): number {
  const variances = arms.map((arm) => arm.variances);
  const independent = variances.reduce((sum, arm) => sum + arm.independent, 0);
  const found = variances.reduce((sum, arm) => sum + arm.found, 0);
  return independent > 0 ? Math.max(1, found / independent) : 1;
}
