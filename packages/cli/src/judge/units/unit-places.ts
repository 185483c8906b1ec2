/** Units of one arm of a trial that are told apart; of more, some share a place at random. */
export const mostPlaces = 2_048;

/**
 * Gives units places: each its own as long as there are enough, and otherwise one by its hash. Sums of independent units
 * are as far apart as the units themselves are, so groups at random tell of them what each of them would.
 */
export class UnitPlaces {
  readonly #own = new Map<number, number>();
  #isGrouped = false;

  /** @param unit its hash */
  see(unit: number): void {
    if (this.#isGrouped || this.#own.has(unit)) return;
    if (this.#own.size < mostPlaces) this.#own.set(unit, this.#own.size);
    else {
      this.#isGrouped = true;
      this.#own.clear();
    }
  }

  get size(): number {
    return this.#isGrouped ? mostPlaces : this.#own.size;
  }

  get isGrouped(): boolean {
    return this.#isGrouped;
  }

  placeOf(unit: number): number {
    return this.#isGrouped ? unit % mostPlaces : (this.#own.get(unit) ?? 0);
  }
}
