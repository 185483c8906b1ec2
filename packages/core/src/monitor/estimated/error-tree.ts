import { seededIntegers } from "../../stats/random.ts";
import { infiniteField } from "../values/number-field.ts";
import type { LossEstimation, Losses } from "./estimation.ts";

/** Splits from the root to a leaf, at most: sixteen leaves. */
const deepest = 4;
/** Rows of a leaf, in each half. */
const fewestRows = 50;
/** Share of the errors' spread that a split must explain, so that noise is not split. */
const least = 0.005;
/** Cuts that are tried of each feature: places between its 32nds. */
const cuts = 31;
/** Categories that are tried of each feature, the first ones. */
const mostCategories = 10;

/** A column that errors may depend on. */
export interface Predictor {
  readonly name: string;
  /** Numbers; places of categories where it has some. Not a number where there is none. */
  readonly fields: Float64Array;
  /** Names of the places; null for numbers. */
  readonly categories: readonly string[] | null;
}

type Split = LossEstimation["nodes"][number];

interface Grown {
  readonly nodes: Split[];
  readonly leaves: Losses[];
}

/**
 * A regression tree of absolute errors (Breiman and others 1984), honest: it is grown on one half of the rows, and the errors
 * of its leaves are those of the other half (Athey and Imbens 2016, https://doi.org/10.1073/pnas.1510489113), so that
 * what was chosen for looking extreme is not believed.
 *
 * @param errors what was answered less what turned out, row by row
 */
export function errorTree(predictors: readonly Predictor[], errors: Float64Array): Grown {
  const absolute = errors.map(Math.abs);
  const grown: Grown = { nodes: [], leaves: [] };
  const all = Uint32Array.from(errors, (_, row) => row);
  // Drawn, because rows may come in turns: a place, then the next.
  const random = seededIntegers(1);
  const isChosen = Uint8Array.from(errors, () => random() & 1);
  grow(
    grown,
    predictors.map(codedBy),
    {
      absolute,
      chosenBy: all.filter((row) => isChosen[row] === 1),
      measuredBy: all.filter((row) => isChosen[row] === 0),
    },
    errors.length < 4 * fewestRows ? 0 : deepest,
  );
  return grown;
}

/** A predictor's rows by the cuts below which they lie, or by their categories. */
interface Coded {
  readonly predictor: Predictor;
  /** Rising; empty for categories. */
  readonly edges: readonly number[];
  /** Codes that have a place of their own: intervals between cuts, or categories. */
  readonly size: number;
  /** Of a number how many cuts it has reached, of a category its place; `size` for what has none. */
  readonly codes: Uint8Array;
}

interface Rows {
  readonly absolute: Float64Array;
  readonly chosenBy: Uint32Array;
  readonly measuredBy: Uint32Array;
}

/** @returns the place of what was grown: of a node, or `-1 - place` of a leaf */
function grow(grown: Grown, coded: readonly Coded[], rows: Rows, depth: number): number {
  const best = depth > 0 ? bestSplit(coded, rows) : null;
  if (!best) {
    const { absolute, measuredBy, chosenBy } = rows;
    grown.leaves.push(lossesOf(measuredBy.length > 0 ? measuredBy : chosenBy, absolute));
    return -grown.leaves.length;
  }
  const { by, code } = best;
  const { name, categories } = by.predictor;
  const node: Split = {
    feature: name,
    cut: categories ? null : (by.edges[code] ?? null),
    category: categories?.[code] ?? null,
    below: 0,
    otherwise: 0,
  };
  const place = grown.nodes.push(node) - 1;
  const side = (isBelow: boolean): Rows => {
    const isHere = (row: number) => goesBelow(by, code, row) === isBelow;
    const { absolute, chosenBy, measuredBy } = rows;
    return { absolute, chosenBy: chosenBy.filter(isHere), measuredBy: measuredBy.filter(isHere) };
  };
  node.below = grow(grown, coded, side(true), depth - 1);
  node.otherwise = grow(grown, coded, side(false), depth - 1);
  return place;
}

function goesBelow({ predictor, codes }: Coded, code: number, row: number): boolean {
  const own = codes[row] ?? 0;
  return predictor.categories ? own === code : own <= code;
}

/** The split that explains most of the errors' spread; null where none explains enough. */
function bestSplit(
  coded: readonly Coded[],
  { absolute, chosenBy, measuredBy }: Rows,
): { readonly by: Coded; readonly code: number } | null {
  const whole = sumsOf(chosenBy, absolute);
  let best: { readonly by: Coded; readonly code: number } | null = null;
  let gained = least * spread(whole);
  for (const by of coded) {
    const chosen = sumsByCode(by, chosenBy, absolute);
    const measured = sumsByCode(by, measuredBy, absolute);
    let [below, measuredBelow] = [nothing, nothing];
    for (let code = 0; code < by.size; code += 1) {
      const isCategory = by.predictor.categories !== null;
      below = plus(isCategory ? nothing : below, chosen[code]);
      measuredBelow = plus(isCategory ? nothing : measuredBelow, measured[code]);
      const fewest = Math.min(
        below.rows,
        whole.rows - below.rows,
        measuredBelow.rows,
        measuredBy.length - measuredBelow.rows,
      );
      if (fewest < fewestRows || (!isCategory && code >= by.edges.length)) continue;
      const gain = spread(whole) - spread(below) - spread(plus(whole, below, -1));
      if (gain > gained) [best, gained] = [{ by, code }, gain];
    }
  }
  return best;
}

function codedBy(predictor: Predictor): Coded {
  const { fields, categories } = predictor;
  if (categories) {
    const size = Math.min(mostCategories, categories.length);
    const codes = Uint8Array.from(fields, (field) => (field >= 0 && field < size ? field : size));
    return { predictor, edges: [], size, codes };
  }
  const sorted = fields.filter((field) => Math.abs(field) < infiniteField).sort();
  const tried = Array.from(
    { length: cuts },
    (_, place) => sorted[Math.floor((sorted.length * (place + 1)) / (cuts + 1))] ?? Number.NaN,
  );
  const edges = [...new Set(tried)].filter((edge) => edge > (sorted[0] ?? edge));
  const size = edges.length + 1;
  const codes = Uint8Array.from(fields, (field) => {
    // What is no number is below no cut.
    if (Number.isNaN(field)) return size;
    const first = edges.findIndex((edge) => field < edge);
    return first < 0 ? edges.length : first;
  });
  return { predictor, edges, size, codes };
}

interface Sums {
  readonly rows: number;
  readonly sum: number;
  readonly squares: number;
}

const nothing: Sums = { rows: 0, sum: 0, squares: 0 };

function plus(one: Sums, other: Sums = nothing, times = 1): Sums {
  return {
    rows: one.rows + times * other.rows,
    sum: one.sum + times * other.sum,
    squares: one.squares + times * other.squares,
  };
}

function sumsOf(rows: Uint32Array, values: Float64Array): Sums {
  let [sum, squares] = [0, 0];
  for (const row of rows) {
    const value = values[row] ?? 0;
    sum += value;
    squares += value * value;
  }
  return { rows: rows.length, sum, squares };
}

function sumsByCode({ codes, size }: Coded, rows: Uint32Array, values: Float64Array): readonly Sums[] {
  const [counts, sums, squares] = [0, 1, 2].map(() => new Float64Array(size + 1));
  if (!counts || !sums || !squares) return [];
  for (const row of rows) {
    const code = codes[row] ?? 0;
    const value = values[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
    sums[code] = (sums[code] ?? 0) + value;
    squares[code] = (squares[code] ?? 0) + value * value;
  }
  return Array.from({ length: size }, (_, code) => ({
    rows: counts[code] ?? 0,
    sum: sums[code] ?? 0,
    squares: squares[code] ?? 0,
  }));
}

/** Sum of squared distances from the mean. */
function spread({ rows, sum, squares }: Sums): number {
  return rows === 0 ? 0 : squares - (sum * sum) / rows;
}

/** @param rows at least one @param absolute errors without their sign */
export function lossesOf(rows: Uint32Array, absolute: Float64Array): Losses {
  const of = Array.from(rows, (row) => absolute[row] ?? 0);
  const [mean, variance] = meanOf(of);
  const [squared, squaredVariance] = meanOf(of.map((error) => error * error));
  return { rows: rows.length, absolute: mean, squared, absoluteVariance: variance, squaredVariance };
}

function meanOf(values: readonly number[]): readonly [mean: number, variance: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, squares / Math.max(1, values.length - 1)];
}
