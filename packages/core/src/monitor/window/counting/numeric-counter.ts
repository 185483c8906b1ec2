import type { NumericBaseline } from "../../baseline/baseline.ts";
import { absentField, infiniteField, missingField, otherField } from "../../values/number-field.ts";
import type { NumericState } from "../window-state.ts";
import { bucketOf } from "./bucket-of.ts";
import { NumberSample } from "./number-sample.ts";

/** Numbers beyond it count as it in mean and deviation, whose squares would not be finite otherwise. */
const largest = 1e150;

/** Counts the values of a feature that the baseline has numbers of. */
export class NumericCounter {
  readonly kind = "numeric";
  /** Whether the baseline has only 0 and 1. */
  readonly isBinary: boolean;
  private readonly name: string;
  private readonly lowers: Float64Array;
  private readonly counts: Float64Array;
  private missing = 0;
  private absent = 0;
  private other = 0;
  private infinite = 0;
  private numbers = 0;
  private moved = 0;
  private integers = 0;
  private mean = 0;
  private squares = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private readonly sample: NumberSample;

  constructor({ name, buckets, isBinary = false }: NumericBaseline, seed: number) {
    this.name = name;
    this.isBinary = isBinary;
    this.lowers = Float64Array.from(buckets, ({ lower }) => lower);
    this.counts = new Float64Array(buckets.length);
    this.sample = new NumberSample(seed);
  }

  /**
   * Counts every `step`th field from `first` on: a finite number, or a field that stands for none (`numberField`).
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
      let bounded = value;
      if (value > largest || value < -largest) {
        if (Math.abs(value) === infiniteField) {
          this.infinite += 1;
          continue;
        }
        bounded = value > 0 ? largest : -largest;
      }
      numbers += 1;
      // Welford 1962, https://doi.org/10.1080/00401706.1962.10490022
      const away = bounded - mean;
      mean += away / numbers;
      squares += away * (bounded - mean);
      if (value < min) min = value;
      if (value > max) max = value;
      if (value !== lowest) moved += 1;
      if (Number.isInteger(value)) integers += 1;
      const bucket = bucketOf(this.lowers, value);
      if (bucket < this.counts.length) this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
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
    const { name, missing, absent, numbers, other, infinite, moved, integers, mean, squares } = this;
    const counts = Array.from(this.counts);
    return {
      kind: "numeric",
      name,
      missing,
      absent,
      counts,
      numbers,
      other,
      infinite,
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
}
