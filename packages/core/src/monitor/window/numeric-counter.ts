import type { NumericBaseline } from "../baseline/baseline.ts";
import { NumberSample } from "./number-sample.ts";
import type { NumericState } from "./window-state.ts";

/** What a numeric column's field holds instead of a number, none of which is finite. */
export const missingField = Number.NaN;
export const otherField = Number.POSITIVE_INFINITY;
export const absentField = Number.NEGATIVE_INFINITY;

/** Numbers beyond it count as it in mean and deviation, whose squares would not be finite otherwise. */
const largest = 1e150;

/** Buckets that are looked at one after the other. */
const few = 16;

/** Counts the values of a feature that the baseline has numbers of. */
export class NumericCounter {
  readonly kind = "numeric";
  private readonly name: string;
  private readonly lowers: Float64Array;
  private readonly counts: Float64Array;
  private missing = 0;
  private absent = 0;
  private other = 0;
  private numbers = 0;
  private moved = 0;
  private integers = 0;
  private mean = 0;
  private squares = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private readonly sample: NumberSample;

  constructor({ name, buckets }: NumericBaseline, seed: number) {
    this.name = name;
    this.lowers = Float64Array.from(buckets, ({ lower }) => lower);
    this.counts = new Float64Array(buckets.length);
    this.sample = new NumberSample(seed);
  }

  /**
   * Counts every `step`th field from `first` on: a finite number, or `missingField`, `otherField` or `absentField`.
   * Totals are kept in variables meanwhile, which the processor holds in registers.
   */
  add(fields: Float64Array, first: number, end: number, step: number): void {
    const lowest = this.lowers[0];
    let { numbers, mean, squares, min, max, moved, integers } = this;
    for (let at = first; at < end; at += step) {
      // JSON knows no -0, which this turns into 0.
      const value = (fields[at] ?? missingField) + 0;
      if (value - value !== 0) {
        this.addOther(value);
        continue;
      }
      numbers += 1;
      // Welford 1962, https://doi.org/10.1080/00401706.1962.10490022
      const bounded = value > largest ? largest : value < -largest ? -largest : value;
      const away = bounded - mean;
      mean += away / numbers;
      squares += away * (bounded - mean);
      if (value < min) min = value;
      if (value > max) max = value;
      if (value !== lowest) moved += 1;
      if (Number.isInteger(value)) integers += 1;
      this.intoBucket(value);
      this.sample.add(value);
    }
    this.numbers = numbers;
    this.mean = mean;
    this.squares = squares;
    this.min = min;
    this.max = max;
    this.moved = moved;
    this.integers = integers;
  }

  state(): NumericState {
    const { name, missing, absent, numbers, other, moved, integers, mean, squares } = this;
    const counts = Array.from(this.counts);
    return {
      kind: "numeric",
      name,
      missing,
      absent,
      counts,
      numbers,
      other,
      moved,
      integers,
      mean,
      squares,
      min: numbers > 0 ? this.min : null,
      max: numbers > 0 ? this.max : null,
      sample: this.sample.state(),
    };
  }

  private addOther(value: number): void {
    if (value === otherField) {
      this.other += 1;
      return;
    }
    this.missing += 1;
    if (value === absentField) this.absent += 1;
  }

  /** The last bucket that begins at the value or below it, the first one for values below them all. */
  private intoBucket(value: number): void {
    const { lowers } = this;
    let low = 0;
    let high = lowers.length;
    while (high - low > few) {
      const middle = (low + high) >>> 1;
      if ((lowers[middle] ?? 0) <= value) low = middle;
      else high = middle;
    }
    // Counted without a branch, which a processor could not foresee.
    let begun = low;
    for (let at = low; at < high; at += 1) begun += Number((lowers[at] ?? 0) <= value);
    const bucket = begun === 0 ? 0 : begun - 1;
    if (bucket < this.counts.length) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }
}
