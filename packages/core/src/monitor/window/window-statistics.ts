import type { Baseline, StringBaseline } from "../baseline/baseline.ts";
import type { StatisticsDocument, StatisticsFeature } from "../baseline/statistics-document.ts";
import { decileBuckets, sketchParameters, stringStatistics } from "../baseline/statistics-of.ts";
import type { NumericState, StringState, WindowState } from "./window-state.ts";

/**
 * What a window showed, in Model Monitor's documented statistics.json layout. Counts, mean, deviation and extremes
 * are exact; the buckets and the sketch of a feature with more than 2,048 numbers come from its sample, and of new
 * categories beyond 100 only their number of values is known.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-statistics.html
 */
export function windowStatistics(baseline: Baseline, { rows, features }: WindowState): StatisticsDocument {
  return {
    version: 0,
    dataset: { item_count: rows },
    features: features.map((state, index) => {
      const common = { num_present: rows - state.missing, num_missing: state.missing };
      const trained = baseline.features[index];
      if (state.kind === "numeric") return numeric(state, common);
      return texts(state, trained?.kind === "string" ? trained.categories : [], common);
    }),
  };
}

type Common = { readonly num_present: number; readonly num_missing: number };

function numeric(state: NumericState, common: Common): StatisticsFeature {
  const { name, numbers, mean, min, max } = state;
  if (min === null || max === null) return { name, inferred_type: "Unknown" };
  const { level, values } = state.sample;
  return {
    name,
    inferred_type: state.integers === numbers ? "Integral" : "Fractional",
    numerical_statistics: {
      common,
      mean,
      sum: mean * numbers,
      std_dev: Math.sqrt(state.squares / numbers),
      min,
      max,
      distribution: {
        kll: {
          buckets: scaled(decileBuckets(values.toSorted((one, other) => one - other)), { numbers, min, max }),
          sketch: {
            parameters: sketchParameters,
            data: [...Array.from({ length: level }, () => []), values.toSorted((one, other) => one - other)],
          },
        },
      },
    },
  };
}

/** A sample's buckets for all the numbers that it stands for: out to the extremes, counts that add up. */
function scaled(
  buckets: ReturnType<typeof decileBuckets>,
  { numbers, min, max }: { readonly numbers: number; readonly min: number; readonly max: number },
): ReturnType<typeof decileBuckets> {
  const sampled = buckets.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  return buckets.map(({ lower_bound, upper_bound, count }, index) => {
    const before = Math.round((below * numbers) / sampled);
    below += count;
    return {
      lower_bound: index === 0 ? min : lower_bound,
      upper_bound: index === buckets.length - 1 ? max : upper_bound,
      count: Math.round((below * numbers) / sampled) - before,
    };
  });
}

function texts(
  { name, counts, fresh }: StringState,
  categories: StringBaseline["categories"],
  common: Common,
): StatisticsFeature {
  if (common.num_present === 0) return { name, inferred_type: "Unknown" };
  const known = categories.map(({ value }, index) => ({ value, count: counts[index] ?? 0 }));
  return stringStatistics(
    name,
    common,
    [...known, ...fresh].filter(({ count }) => count > 0),
  );
}
