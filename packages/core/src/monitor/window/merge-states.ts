import {
  type FeatureState,
  mostNewCategories,
  mostSampled,
  type NumericState,
  type StringState,
  type WindowState,
} from "./window-state.ts";

/**
 * What one counter would have counted of the rows of both, those of `one` first. Counts are the same; means and squares are so
 * up to rounding, and samples and names of new categories are others that were as likely to be kept.
 *
 * @throws RangeError when they are not of one baseline
 */
export function mergeStates(one: WindowState, other: WindowState): WindowState {
  return {
    rows: one.rows + other.rows,
    features: one.features.map((feature, index) => mergeFeatures(feature, other.features[index])),
    ...(one.pairs && {
      pairs: one.pairs.map((cells, pair) => sums(cells, other.pairs?.[pair] ?? [], "cells of a pair")),
    }),
    ...(one.estimated && { estimated: sums(one.estimated, other.estimated ?? [], "bins of an estimate") }),
  };
}

function mergeFeatures(one: FeatureState, other: FeatureState | undefined): FeatureState {
  if (other?.name === one.name) {
    if (one.kind === "numeric" && other.kind === "numeric") return mergeNumbers(one, other);
    if (one.kind === "string" && other.kind === "string") return mergeTexts(one, other);
  }
  throw new RangeError(
    `${one.kind} ${one.name} cannot be merged with ${other ? `${other.kind} ${other.name}` : "nothing"}: states are of one baseline`,
  );
}

function mergeNumbers(one: NumericState, other: NumericState): NumericState {
  const numbers = one.numbers + other.numbers;
  const distance = other.mean - one.mean;
  // Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances (1979).
  const mean = numbers === 0 ? 0 : one.mean + (distance * other.numbers) / numbers;
  const between = numbers === 0 ? 0 : (distance * distance * one.numbers * other.numbers) / numbers;
  return {
    kind: "numeric",
    name: one.name,
    missing: one.missing + other.missing,
    absent: one.absent + other.absent,
    counts: sums(one.counts, other.counts, `buckets of ${one.name}`),
    numbers,
    other: one.other + other.other,
    infinite: one.infinite + other.infinite,
    moved: one.moved + other.moved,
    integers: one.integers + other.integers,
    mean,
    squares: one.squares + other.squares + between,
    min: extreme(Math.min, one.min, other.min),
    max: extreme(Math.max, one.max, other.max),
    sample: mergeSamples(one.sample, other.sample),
  };
}

function mergeTexts(one: StringState, other: StringState): StringState {
  const fresh = new Map(one.fresh.map(({ value, count }) => [value, count]));
  for (const { value, count } of other.fresh) {
    const known = fresh.get(value);
    if (known !== undefined) fresh.set(value, known + count);
    else if (fresh.size < mostNewCategories) fresh.set(value, count);
  }
  return {
    kind: "string",
    name: one.name,
    missing: one.missing + other.missing,
    absent: one.absent + other.absent,
    counts: sums(one.counts, other.counts, `categories of ${one.name}`),
    unknown: one.unknown + other.unknown,
    ...(one.unlisted && { unlisted: sums(one.unlisted, other.unlisted ?? [], `groups of ${one.name}`) }),
    fresh: Array.from(fresh, ([value, count]) => ({ value, count })),
  };
}

type Sample = NumericState["sample"];

/** Both at the level of the sparser one, and one sparser for as long as there are too many. */
function mergeSamples(one: Sample, other: Sample): Sample {
  let level = Math.max(one.level, other.level);
  let values = [...sparser(one, level), ...sparser(other, level)];
  for (; values.length > mostSampled; level += 1) values = halved(values);
  return { level, values };
}

function sparser(sample: Sample, level: number): readonly number[] {
  let { values } = sample;
  for (let at = sample.level; at < level; at += 1) values = halved(values);
  return values;
}

/** One of every two neighbours, the first and the second by turns, so that neither end is preferred where values are in order. */
function halved(values: readonly number[]): number[] {
  return values.filter((_, index) => index % 4 === 0 || index % 4 === 3);
}

function extreme(
  pick: (one: number, other: number) => number,
  one: number | null,
  other: number | null,
): number | null {
  if (one === null || other === null) return one ?? other;
  return pick(one, other);
}

function sums(one: readonly number[], other: readonly number[], what: string): number[] {
  if (one.length !== other.length) {
    throw new RangeError(
      `${one.length} ${what} cannot be merged with ${other.length}: states are of one baseline`,
    );
  }
  return one.map((count, index) => count + (other[index] ?? 0));
}
