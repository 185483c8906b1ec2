import type { UnitTotals } from "@driftwheel/core/stats/unit-design-effect.ts";

/** Outcomes that became known together: how many, their sum, and the sum of their squares; a good one is 1, a bad one 0. */
export interface Outcomes {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

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

  get totals(): UnitTotals {
    return {
      units: this.#units,
      ...this.#all,
      ofSums: this.#squares.sums,
      ofBoth: this.#squares.both,
      ofCounts: this.#squares.counts,
    };
  }

  #count({ count, sum, squares }: Outcomes): void {
    this.#all.count += count;
    this.#all.sum += sum;
    this.#all.squares += squares;
  }
}
