import type { NumericBaseline } from "./baseline.ts";
import { NumberSample } from "./number-sample.ts";
import type { NumericState } from "./window-state.ts";

/** What a numeric column's field holds instead of a number, none of which is finite. */
export const missingField = Number.NaN;
export const otherField = Number.POSITIVE_INFINITY;
export const absentField = Number.NEGATIVE_INFINITY;

// Places in the list of numbers, which stays unboxed as fields of an object would not.
const [numbers, missing, absent, other, moved, integers, mean, squares, min, max] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];

/** Counts the values of a feature that the baseline has numbers of. */
export class NumericCounter {
  readonly kind = "numeric";
  private readonly name: string;
  private readonly lowers: Float64Array;
  private readonly counts: Float64Array;
  private readonly totals = new Float64Array(10);
  private readonly sample: NumberSample;

  constructor({ name, buckets }: NumericBaseline, seed: number) {
    this.name = name;
    this.lowers = Float64Array.from(buckets, ({ lower }) => lower);
    this.counts = new Float64Array(buckets.length);
    this.totals[min] = Number.POSITIVE_INFINITY;
    this.totals[max] = Number.NEGATIVE_INFINITY;
    this.sample = new NumberSample(seed);
  }

  /** @param value a finite number, or `missingField`, `otherField` or `absentField` */
  add(value: number): void {
    const { totals } = this;
    if (value - value !== 0) {
      if (value === otherField) this.count(other);
      else {
        this.count(missing);
        if (value === absentField) this.count(absent);
      }
      return;
    }
    const seen = this.count(numbers);
    // Welford 1962, https://doi.org/10.1080/00401706.1962.10490022
    const away = value - (totals[mean] ?? 0);
    const middle = (totals[mean] ?? 0) + away / seen;
    totals[mean] = middle;
    totals[squares] = (totals[squares] ?? 0) + away * (value - middle);
    if (value < (totals[min] ?? 0)) totals[min] = value;
    if (value > (totals[max] ?? 0)) totals[max] = value;
    if (Number.isInteger(value)) this.count(integers);
    if (value !== this.lowers[0]) this.count(moved);
    this.intoBucket(value);
    this.sample.add(value);
  }

  state(): NumericState {
    const of = (place: number) => this.totals[place] ?? 0;
    const some = of(numbers) > 0;
    return {
      kind: "numeric",
      name: this.name,
      missing: of(missing),
      absent: of(absent),
      counts: Array.from(this.counts),
      numbers: of(numbers),
      other: of(other),
      moved: of(moved),
      integers: of(integers),
      mean: of(mean),
      squares: of(squares),
      min: some ? of(min) : null,
      max: some ? of(max) : null,
      sample: this.sample.state(),
    };
  }

  private count(place: number): number {
    const seen = (this.totals[place] ?? 0) + 1;
    this.totals[place] = seen;
    return seen;
  }

  /** The last bucket that begins at the value or below it, the first one for values below them all. */
  private intoBucket(value: number): void {
    const { lowers } = this;
    let low = 0;
    let high = lowers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((lowers[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    const bucket = low === 0 ? 0 : low - 1;
    if (bucket < this.counts.length) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }
}
