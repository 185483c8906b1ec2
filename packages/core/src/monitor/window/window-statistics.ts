import type { Baseline, StringBaseline } from "../baseline/baseline.ts";
import { decileBuckets, scaledBuckets } from "../baseline/decile-buckets.ts";
import type { StatisticsDocument, StatisticsFeature } from "../baseline/statistics-document.ts";
import { sketchParameters, stringStatistics } from "../baseline/statistics-of.ts";
import { rising } from "../values/number-list.ts";
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
  const { name, numbers, mean, min, max, infinite } = state;
  if (min === null || max === null) return { name, inferred_type: "Unknown" };
  const { level, values } = state.sample;
  const sorted = rising(values);
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
          buckets: scaledBuckets(decileBuckets(sorted), { numbers, min, max }),
          sketch: {
            parameters: sketchParameters,
            data: [...Array.from({ length: level }, () => []), sorted],
          },
        },
      },
    },
    ...(infinite > 0 && { driftwheel: { infinite } }),
  };
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
