import {
  type FeatureState,
  mostNewCategories,
  mostSampled,
  type NumericState,
  type Sample,
  type StringState,
  type WindowState,
} from "./window-state.ts";

/**
 * The state of two parts of a window together: what one counter would have seen of both, whatever the order. Counts
 * and extremes are exact; mean and squares differ by rounding only; the sample is thinned to the coarser one's level.
 *
 * @throws RangeError when the two are not of one baseline, which is a defect
 */
export function mergeStates(one: WindowState, other: WindowState): WindowState {
  if (one.features.length !== other.features.length) {
    throw new RangeError(`States of ${one.features.length} and ${other.features.length} features.`);
  }
  return {
    rows: one.rows + other.rows,
    features: one.features.map((feature, index) => mergedFeature(feature, other.features[index])),
  };
}

function mergedFeature(one: FeatureState, other: FeatureState | undefined): FeatureState {
  if (other?.name === one.name && other.counts.length === one.counts.length) {
    if (one.kind === "numeric" && other.kind === "numeric") return mergedNumbers(one, other);
    if (one.kind === "string" && other.kind === "string") return mergedTexts(one, other);
  }
  throw new RangeError(`States of ${one.name} and ${other?.name} have nothing in common.`);
}

/** Moments of two parts: Chan, Golub and LeVeque 1983, https://doi.org/10.1080/00031305.1983.10483115 */
function mergedNumbers(one: NumericState, other: NumericState): NumericState {
  const numbers = one.numbers + other.numbers;
  const between = other.mean - one.mean;
  const share = numbers === 0 ? 0 : other.numbers / numbers;
  return {
    ...one,
    ...mergedCounts(one, other),
    numbers,
    other: one.other + other.other,
    moved: one.moved + other.moved,
    integers: one.integers + other.integers,
    mean: one.mean + between * share,
    squares: one.squares + other.squares + between * between * one.numbers * share,
    min: extreme(Math.min, one.min, other.min),
    max: extreme(Math.max, one.max, other.max),
    sample: mergedSamples(one.sample, other.sample),
  };
}

function mergedTexts(one: StringState, other: StringState): StringState {
  const fresh = new Map(one.fresh.map(({ value, count }) => [value, count]));
  for (const { value, count } of other.fresh) fresh.set(value, (fresh.get(value) ?? 0) + count);
  return {
    ...one,
    ...mergedCounts(one, other),
    unknown: one.unknown + other.unknown,
    fresh: [...fresh]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, mostNewCategories),
  };
}

function mergedCounts(one: FeatureState, other: FeatureState) {
  return {
    missing: one.missing + other.missing,
    absent: one.absent + other.absent,
    counts: one.counts.map((count, index) => count + (other.counts[index] ?? 0)),
  };
}

function extreme(pick: (...numbers: number[]) => number, one: number | null, other: number | null) {
  if (one === null || other === null) return one ?? other;
  return pick(one, other);
}

function mergedSamples(one: Sample, other: Sample): Sample {
  const level = Math.max(one.level, other.level);
  return bounded({ level, values: [...thinned(one, level), ...thinned(other, level)] });
}

function bounded(sample: Sample): Sample {
  if (sample.values.length <= mostSampled) return sample;
  return bounded({ level: sample.level + 1, values: thinned(sample, sample.level + 1) });
}

/** Every second value for each level further up. */
function thinned({ level, values }: Sample, wanted: number): readonly number[] {
  const every = 2 ** (wanted - level);
  return every === 1 ? values : values.filter((_, index) => index % every === every >> 1);
}
