import { seededIntegers } from "../../stats/random.ts";
import type { LossEstimation, Losses } from "./estimation.ts";

/** Splits from the root to a leaf, at most: sixteen leaves. */
const deepest = 4;
/** Rows of a leaf, in each half. */
const fewestRows = 50;
/** Share of the errors' spread that a split must explain, so that noise is not split. */
const least = 0.005;
/** Cuts that are tried of each feature. */
const cuts = 15;
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
    predictors,
    {
      absolute,
      chosenBy: all.filter((row) => isChosen[row] === 1),
      measuredBy: all.filter((row) => isChosen[row] === 0),
    },
    errors.length < 4 * fewestRows ? 0 : deepest,
  );
  return grown;
}

interface Rows {
  readonly absolute: Float64Array;
  readonly chosenBy: Uint32Array;
  readonly measuredBy: Uint32Array;
}

/** @returns the place of what was grown: of a node, or `-1 - place` of a leaf */
function grow(grown: Grown, predictors: readonly Predictor[], rows: Rows, depth: number): number {
  const best = depth > 0 ? bestSplit(predictors, rows) : null;
  if (!best) {
    const { absolute, measuredBy, chosenBy } = rows;
    grown.leaves.push(lossesOf(measuredBy.length > 0 ? measuredBy : chosenBy, absolute));
    return -grown.leaves.length;
  }
  const { predictor, goesBelow, ...split } = best;
  const node: Split = { feature: predictor.name, ...split, below: 0, otherwise: 0 };
  const place = grown.nodes.push(node) - 1;
  const side = (isBelow: boolean): Rows => ({
    absolute: rows.absolute,
    chosenBy: rows.chosenBy.filter((row) => goesBelow(row) === isBelow),
    measuredBy: rows.measuredBy.filter((row) => goesBelow(row) === isBelow),
  });
  node.below = grow(grown, predictors, side(true), depth - 1);
  node.otherwise = grow(grown, predictors, side(false), depth - 1);
  return place;
}

interface Candidate {
  readonly predictor: Predictor;
  readonly cut: number | null;
  readonly category: string | null;
  readonly goesBelow: (row: number) => boolean;
}

function bestSplit(
  predictors: readonly Predictor[],
  { absolute, chosenBy, measuredBy }: Rows,
): Candidate | null {
  const whole = spread(chosenBy, absolute);
  let best: Candidate | null = null;
  let gained = least * whole;
  for (const candidate of predictors.flatMap((predictor) => candidates(predictor, chosenBy))) {
    const below = chosenBy.filter(candidate.goesBelow);
    if (below.length < fewestRows || chosenBy.length - below.length < fewestRows) continue;
    const otherwise = chosenBy.filter((row) => !candidate.goesBelow(row));
    const gain = whole - spread(below, absolute) - spread(otherwise, absolute);
    if (gain <= gained) continue;
    const measured = measuredBy.filter(candidate.goesBelow).length;
    if (measured < fewestRows || measuredBy.length - measured < fewestRows) continue;
    [best, gained] = [candidate, gain];
  }
  return best;
}

function candidates(predictor: Predictor, rows: Uint32Array): readonly Candidate[] {
  const { fields, categories } = predictor;
  if (categories) {
    return categories.slice(0, mostCategories).map((category, place) => ({
      predictor,
      cut: null,
      category,
      goesBelow: (row) => fields[row] === place,
    }));
  }
  const sorted = Float64Array.from(rows, (row) => fields[row] ?? Number.NaN)
    .filter(Number.isFinite)
    .sort();
  const tried = Array.from(
    { length: cuts },
    (_, place) => sorted[Math.floor((sorted.length * (place + 1)) / (cuts + 1))],
  );
  return [...new Set(tried)].flatMap((cut) =>
    cut === undefined
      ? []
      : [{ predictor, cut, category: null, goesBelow: (row: number) => (fields[row] ?? Number.NaN) < cut }],
  );
}

/** Sum of squared distances from the mean. */
function spread(rows: Uint32Array, values: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const row of rows) {
    const value = values[row] ?? 0;
    sum += value;
    squares += value * value;
  }
  return rows.length === 0 ? 0 : squares - (sum * sum) / rows.length;
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
