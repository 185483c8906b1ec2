import { bucketOf } from "../window/counting/bucket-of.ts";
import type { ClassEstimation } from "./estimation.ts";

/** Rows of one bin of a class's probability, and how many of them are likely to be of the class. */
interface LikelyBin {
  readonly rows: number;
  readonly likely: number;
}

/** What rows of several classes are counted into. */
export interface LikelyClasses {
  /** Rows by what was answered, and by what is likely to turn out: expected confusion, the answer first. */
  readonly confusion: readonly (readonly number[])[];
  /** Of each class. */
  readonly bins: readonly (readonly LikelyBin[])[];
}

/**
 * Counts rows by what is likely to turn out: each class's probability is calibrated by itself, against all others, and a
 * row's are divided by their sum, as NannyML does it. The answer is the class of the highest probability. So many numbers
 * are held as there are pairs of classes and bins, however many rows there are; a row of which one probability is not
 * readable counts for none.
 * https://nannyml.readthedocs.io/en/stable/how_it_works/performance_estimation.html#multiclass-classification
 */
export class ClassCounter {
  private readonly classes: readonly {
    readonly column: number;
    readonly lowers: Float64Array;
    readonly rates: readonly number[];
    /** Where the counts of its bins begin. */
    readonly place: number;
  }[];
  private readonly counts: Float64Array;
  private readonly likely: Float64Array;
  private readonly bins: Uint32Array;

  /** @param columns names of a row's fields, in order */
  constructor({ classes }: Pick<ClassEstimation, "classes">, columns: readonly string[]) {
    const size = classes.length;
    let place = size * size;
    this.classes = classes.map(({ prediction, bins }) => {
      const own = { place, column: columns.indexOf(prediction) };
      place += 2 * bins.length;
      const rates = bins.map(({ rows, positives }) => positives / Math.max(1, rows));
      return { ...own, lowers: Float64Array.from(bins, ({ from }) => from), rates };
    });
    this.counts = new Float64Array(place);
    this.likely = new Float64Array(size);
    this.bins = new Uint32Array(size);
  }

  /** Counts all rows of fields that lie one after the other, `step` to a row. */
  add(fields: Float64Array, end: number, step: number): void {
    for (let from = 0; from < end; from += step) this.row(fields, from);
  }

  state(): readonly number[] {
    return Array.from(this.counts);
  }

  private row(fields: Float64Array, from: number): void {
    const { classes, counts, likely, bins } = this;
    let [answer, highest, sum] = [0, -1, 0];
    for (const [at, { column, lowers, rates }] of classes.entries()) {
      const score = column < 0 ? Number.NaN : (fields[from + column] ?? Number.NaN);
      // What is no number fails.
      if (!(score >= 0 && score <= 1)) return;
      if (score > highest) [answer, highest] = [at, score];
      const bin = bucketOf(lowers, score);
      bins[at] = bin;
      likely[at] = rates[bin] ?? 0;
      sum += likely[at] ?? 0;
    }
    for (const [at, { place }] of classes.entries()) {
      // Where no class is likely nobody knows which it is.
      const probability = sum > 0 ? (likely[at] ?? 0) / sum : 1 / classes.length;
      const [cell, bin] = [answer * classes.length + at, place + 2 * (bins[at] ?? 0)];
      counts[cell] = (counts[cell] ?? 0) + probability;
      counts[bin] = (counts[bin] ?? 0) + 1;
      counts[bin + 1] = (counts[bin + 1] ?? 0) + probability;
    }
  }
}

/** The counts of `ClassCounter`, by what they are of. */
export function likelyClasses(
  { classes }: Pick<ClassEstimation, "classes">,
  counts: readonly number[],
): LikelyClasses {
  const size = classes.length;
  let place = size * size;
  const at = (index: number) => counts[index] ?? 0;
  return {
    confusion: classes.map((_, answer) => classes.map((__, label) => at(answer * size + label))),
    bins: classes.map(({ bins }) => {
      const begin = place;
      place += 2 * bins.length;
      return bins.map((_, bin) => ({ rows: at(begin + 2 * bin), likely: at(begin + 2 * bin + 1) }));
    }),
  };
}
