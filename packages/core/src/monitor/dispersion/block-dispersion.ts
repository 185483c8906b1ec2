import { type Dispersion, dispersionOf, inOneDirection } from "../../stats/two-samples/dispersion.ts";
import type { FeatureBaseline } from "../baseline/baseline.ts";
import { type Bins, categoryBins, numericBins } from "../baseline/bins.ts";
import type { BlockDispersion } from "../baseline/calibration.ts";
import type { Column } from "../baseline/statistics-of.ts";
import { encodedColumns } from "../calibration/null-windows.ts";
import type { Pair } from "../joint/pair.ts";
import { pairFeature } from "../joint/pair-feature.ts";
import { countsOf, type FeatureCounts } from "../window/cells.ts";

/** Rows of the blocks that are tried, and the fewest blocks that tell anything. */
const blockSizes: readonly number[] = [50, 100, 200, 400, 800, 1600, 3200, 6400];
const fewestBlocks = 8;
/** Standard errors by which the halves of blocks must be alike for levels to be seen in them. */
const surest = 3;

type Sizes = BlockDispersion[number]["sizes"];

interface TrainingDispersion {
  /** Features and pairs whose blocks differ by more than chance, each with its sizes in rising order. */
  readonly features: BlockDispersion;
  /** Features by which the rows are sorted: their order says nothing of how windows differ. */
  readonly sorted: string[];
}

/** Rows and what they were counted into. */
interface Training {
  readonly rows: number;
  /** Of features, and of pairs as `pairColumns` makes them. */
  readonly columns: readonly Column[];
  readonly features: readonly FeatureBaseline[];
  readonly pairs?: readonly Pair[];
}

/**
 * How much blocks of training rows that follow one another differ, beyond what independent rows would: rows that
 * repeat each other, nights and days, levels that wander. Rows in the order of their time show it; shuffled ones show
 * nothing, and nothing is found in them. Where a training set is a sample of a longer time, a block spans more time
 * than a window of as many rows; so levels are looked for in the smallest blocks too, where two halves of a block are
 * alike, and what they would do to larger windows is worked out. Held are the cells of one feature at a time.
 */
export function trainingDispersion({ features, pairs = [], ...training }: Training): TrainingDispersion {
  const sorted: string[] = [];
  const lookAt = (feature: FeatureBaseline) => {
    const sizes = sizesOf(feature, training);
    if (sizes === "sorted") sorted.push(feature.name);
    return sizes === "sorted" || sizes.length === 0 ? [] : [{ feature: feature.name, sizes }];
  };
  const alone = features.flatMap(lookAt);
  const known = new Set(sorted);
  // What sorts a feature sorts the cells of its pairs, though not as clearly.
  const unsorted = pairs.filter((pair) => !pair.features.some((name) => known.has(name)));
  const joint = unsorted.flatMap((pair) => lookAt(pairFeature(pair)));
  return { features: [...alone, ...joint], sorted: [...known] };
}

function sizesOf(feature: FeatureBaseline, training: Pick<Training, "rows" | "columns">): Sizes | "sorted" {
  const { rows } = training;
  const sizes: Sizes = [];
  for (const { cells, of } of encodedColumns([feature], training).features) {
    const binsOf = (from: number, to: number) => {
      const counts = new Uint32Array(cells.size);
      for (let row = from; row < to; row += 1) counts[of[row] ?? 0] = (counts[of[row] ?? 0] ?? 0) + 1;
      return comparedBins(feature, countsOf(cells, counts, to - from));
    };
    const level = levelOf(of, cells.size, rows);
    for (const size of blockSizes) {
      const seen = blocksOf(size, rows, binsOf);
      if (seen === null) continue;
      const { bins, mean } = seen;
      if (size === blockSizes[0] && mean - (bins - 1) > (size * (bins - 1)) / 2) return "sorted";
      const own = dispersionOf({ ...seen, ratio: 0 });
      const dispersion =
        level > 0 ? larger(own, inOneDirection(bins - 1, Math.max(level * size, mean - (bins - 1)))) : own;
      if (dispersion) sizes.push({ rows: size, bins, ...dispersion });
    }
  }
  return sizes;
}

/** The bins of a feature that the monitor compares. */
function comparedBins(feature: FeatureBaseline, counts: FeatureCounts): Bins {
  return feature.kind === "numeric"
    ? numericBins(feature, counts.counts)
    : categoryBins(feature, {
        ...counts,
        counts: feature.categories.map((_, place) => counts.counts[place] ?? 0),
      });
}

/** Pearson's statistic of each block against all rows: its mean is the bins less one however small the bins are. */
function blocksOf(size: number, rows: number, binsOf: (from: number, to: number) => Bins) {
  const statistics: number[] = [];
  let bins = 0;
  const blocks = Math.floor(rows / size);
  if (blocks < fewestBlocks) return null;
  for (let block = 0; block < blocks; block += 1) {
    const { baseline, window } = binsOf(block * size, (block + 1) * size);
    const [expected, found] = [total(baseline), total(window)];
    if (baseline.length < 2 || expected === 0 || found === 0) continue;
    bins = baseline.length;
    const statistic = baseline.reduce((sum, count, bin) => {
      const share = (count * found) / expected;
      return share > 0 ? sum + ((window[bin] ?? 0) - share) ** 2 / share : sum;
    }, 0);
    // The block is part of what it is compared with.
    statistics.push(statistic / (1 - size / rows));
  }
  const windows = statistics.length;
  if (windows < fewestBlocks) return null;
  const mean = total(statistics) / windows;
  const variance = statistics.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (windows - 1);
  return { mean, variance, windows, bins };
}

/** What each row adds to a window's statistic because rows that are near are alike; 0 when it may be chance. */
function levelOf(of: Uint32Array, cells: number, rows: number): number {
  const half = (blockSizes[0] ?? 0) / 2;
  const blocks = Math.floor(rows / (2 * half));
  if (blocks < fewestBlocks) return 0;
  const shares = new Float64Array(cells);
  for (const cell of of) shares[cell] = (shares[cell] ?? 0) + 1 / rows;
  const used = shares.reduce((sum, share) => sum + (share > 0 ? 1 : 0), 0);
  let product = 0;
  const excess = [new Float64Array(cells), new Float64Array(cells)] as const;
  for (let block = 0; block < blocks; block += 1) {
    for (const [side, counts] of excess.entries()) {
      counts.fill(0);
      const from = (2 * block + side) * half;
      for (let row = from; row < from + half; row += 1)
        counts[of[row] ?? 0] = (counts[of[row] ?? 0] ?? 0) + 1;
    }
    for (let cell = 0; cell < cells; cell += 1) {
      const share = shares[cell] ?? 0;
      if (share === 0) continue;
      const [one, other] = [(excess[0][cell] ?? 0) - half * share, (excess[1][cell] ?? 0) - half * share];
      product += (one * other) / share;
    }
  }
  const level = product / blocks / half ** 2;
  const error = Math.sqrt((used - 1) / blocks) / half;
  return level > surest * error ? level : 0;
}

function larger(one: Dispersion | null, other: Dispersion): Dispersion {
  return one && one.mean > other.mean
    ? { ...one, degreesOfFreedom: Math.min(one.degreesOfFreedom, other.degreesOfFreedom) }
    : other;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
