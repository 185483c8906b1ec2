import type { NumericBaseline } from "../../baseline/baseline.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { numberList } from "../../values/number-list.ts";
import { mostSampled, type NumericState } from "../window-state.ts";

/** How packages/core/assembly/counting.ts lays out what is kept of a column: words of 4 bytes, then doubles. */
const words = {
  field: 0,
  buckets: 1,
  lowers: 2,
  counts: 3,
  sample: 4,
  level: 5,
  length: 6,
  until: 7,
  rest: 8,
  seed: 9,
};
const firstDouble = 40;
const doubles = {
  lowest: 0,
  numbers: 1,
  mean: 2,
  squares: 3,
  min: 4,
  max: 5,
  moved: 6,
  integers: 7,
  missing: 8,
  absent: 9,
  other: 10,
  infinite: 11,
};
const [wordCount, doubleCount] = [Object.keys(words).length, Object.keys(doubles).length];
const doubleBytes = 8;

/**
 * Counts the values of a feature that the baseline has numbers of: those are numbers below 2^53, or fields that stand for
 * none (`numberField`). They are counted by the kernel, with all others of the window (`NumericCounters`).
 */
export class NumericCounter {
  readonly kind = "numeric";
  /** Whether the baseline has only 0 and 1. */
  readonly isBinary: boolean;
  /** In the kernel's memory. */
  readonly place: number;
  private readonly name: string;
  private readonly kernel: Kernel;

  /** @param seed of the draws for the sample */
  constructor(kernel: Kernel, { name, buckets, isBinary = false }: NumericBaseline, seed: number) {
    this.kernel = kernel;
    this.name = name;
    this.isBinary = isBinary;
    // An even number of them, which are looked at two at a time.
    const lowers = Float64Array.from(
      { length: 2 * Math.ceil(buckets.length / 2) },
      (_, bucket) => buckets[bucket]?.lower ?? Number.POSITIVE_INFINITY,
    );
    const places = {
      lowers: kernel.keep(new Uint8Array(lowers.buffer)),
      counts: kernel.allocate(buckets.length * doubleBytes),
      sample: kernel.allocate(mostSampled * doubleBytes),
    };
    this.place = kernel.allocate(firstDouble + doubleCount * doubleBytes);
    const word = this.words;
    word[words.buckets] = buckets.length;
    word[words.lowers] = places.lowers;
    word[words.counts] = places.counts;
    word[words.sample] = places.sample;
    word[words.until] = 1;
    word[words.seed] = seed | 1;
    const double = this.doubles;
    double[doubles.lowest] = buckets[0]?.lower ?? Number.NaN;
    double[doubles.min] = Number.POSITIVE_INFINITY;
    double[doubles.max] = Number.NEGATIVE_INFINITY;
  }

  /** Says which field of a row is counted. */
  countAt(field: number): void {
    this.words[words.field] = field;
  }

  state(): NumericState {
    const { kernel, name } = this;
    const word = this.words;
    const at = (value: keyof typeof words) => word[words[value]] ?? 0;
    const double = this.doubles;
    const of = (value: keyof typeof doubles) => double[doubles[value]] ?? 0;
    const numbers = of("numbers");
    return {
      kind: "numeric",
      name,
      missing: of("missing"),
      absent: of("absent"),
      counts: numberList(kernel.doubles(at("counts"), at("buckets"))),
      numbers,
      other: of("other"),
      infinite: of("infinite"),
      moved: of("moved"),
      integers: of("integers"),
      mean: of("mean"),
      squares: of("squares"),
      min: numbers > 0 ? of("min") : null,
      max: numbers > 0 ? of("max") : null,
      sample: { level: at("level"), values: numberList(kernel.doubles(at("sample"), at("length"))) },
    };
  }

  private get words(): Int32Array {
    return this.kernel.words(this.place, wordCount);
  }

  private get doubles(): Float64Array {
    return this.kernel.doubles(this.place + firstDouble, doubleCount);
  }
}

/** Counts all numbers of rows, column by column. */
export class NumericCounters {
  private readonly kernel: Kernel;
  private readonly table: number;
  private readonly columns: number;
  private block = { place: 0, fields: 0 };
  private isEnded = false;

  /** @param counters by their places in a row; null where a field is none of theirs */
  constructor(kernel: Kernel, counters: readonly (NumericCounter | null)[]) {
    this.kernel = kernel;
    const places = counters.flatMap((counter, field) => {
      counter?.countAt(field);
      return counter ? [counter.place] : [];
    });
    this.table = kernel.keep(new Uint8Array(Int32Array.from(places).buffer));
    this.columns = places.length;
  }

  /** After it nothing is counted: another may have the kernel. */
  end(): void {
    this.isEnded = true;
  }

  /** Counts all rows of fields that lie one after the other, `step` to a row. */
  add(fields: Float64Array, end: number, step: number): void {
    if (this.columns === 0 || end === 0) return;
    if (this.isEnded)
      throw new RangeError("The window's state was asked for: nothing is counted after that.");
    const { calls } = this.kernel;
    const rows = Math.max(1, Math.floor(blockFields / step));
    for (let from = 0; from < end; from += rows * step) {
      const to = Math.min(end, from + rows * step);
      const place = this.placeOf(rows * step);
      this.kernel.doubles(place, to - from).set(fields.subarray(from, to));
      calls.countNumbers(this.columns, this.table, place, (to - from) / step, step * doubleBytes);
    }
  }

  private placeOf(fields: number): number {
    if (this.block.fields < fields)
      this.block = { place: this.kernel.allocate(fields * doubleBytes), fields };
    return this.block.place;
  }
}

/** Fields that are counted at once, 256 kB: they stay near to the processor. */
const blockFields = 32_768;
