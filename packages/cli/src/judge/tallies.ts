import type { Outcomes } from "./units/unit-sums.ts";

const width = 3;

/** Outcomes by a number that says of what they are; a million of them take a few dozen megabytes. */
export class Tallies {
  readonly #places = new Map<number, number>();
  #sums = new Float64Array(16 * width);

  add(key: number, outcome: number): void {
    const at = width * this.#placeOf(key);
    this.#sums[at] = (this.#sums[at] ?? 0) + 1;
    this.#sums[at + 1] = (this.#sums[at + 1] ?? 0) + outcome;
    this.#sums[at + 2] = (this.#sums[at + 2] ?? 0) + outcome ** 2;
  }

  *entries(): Generator<readonly [number, Outcomes]> {
    for (const [key, place] of this.#places) {
      const [count = 0, sum = 0, squares = 0] = this.#sums.subarray(width * place, width * place + width);
      yield [key, { count, sum, squares }];
    }
  }

  clear(): void {
    this.#places.clear();
    this.#sums = new Float64Array(0);
  }

  #placeOf(key: number): number {
    const found = this.#places.get(key);
    if (found !== undefined) return found;
    const place = this.#places.size;
    this.#places.set(key, place);
    if (width * (place + 1) > this.#sums.length) {
      const larger = new Float64Array(2 * width * (place + 1));
      larger.set(this.#sums);
      this.#sums = larger;
    }
    return place;
  }
}
