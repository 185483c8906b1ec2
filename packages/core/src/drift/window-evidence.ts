import { fisherUpperTail } from "../stats/fisher-exact.ts";
import { populationStabilityIndex, psiPValue, smoothedShares } from "../stats/population-stability-index.ts";
import { binnedDistance, categoryDistance, robustDistance } from "../stats/robust-distance.ts";
import type { FeatureBaseline, NumericBaseline, StringBaseline } from "./baseline.ts";
import { type Bins, categoryBins, numericBins } from "./bins.ts";
import type { FeatureState, NumericState, StringState } from "./window-state.ts";

/** What one check of one feature found, before anything is decided. */
export interface CheckEvidence {
  readonly feature: string;
  readonly check: string;
  /** PSI in nats; null when nothing can be compared. */
  readonly distance: number | null;
  readonly pValue: number | null;
  /** What the PSI's line is computed from; null when the p-value has another origin. */
  readonly sizes: {
    readonly bins: number;
    readonly baselineRows: number;
    readonly windowRows: number;
  } | null;
  /** The numbers behind, for people. */
  readonly words: string;
}

/** Runs every check that applies to a feature. */
export function evidenceOf(
  feature: FeatureBaseline,
  state: FeatureState,
  rows: number,
): readonly CheckEvidence[] {
  const { name } = feature;
  const isThere = state.absent < rows;
  const completeness = shareOf(
    name,
    isThere ? "completeness_check" : "missing_column_check",
    { rows: feature.present + feature.missing, marked: feature.missing },
    { rows, marked: state.missing },
    isThere ? "missing" : "missing, as the whole column is,",
  );
  if (feature.kind === "string" && state.kind === "string") {
    return [
      distribution(name, categoryBins(feature, state)),
      ...completeness,
      ...unknownCategories(feature, state, rows),
    ];
  }
  if (feature.kind === "numeric" && state.kind === "numeric") {
    const other = { rows: state.numbers + state.other, marked: state.other };
    return [
      ...range(feature, state),
      ...completeness,
      ...shareOf(name, "data_type_check", { rows: feature.present, marked: 0 }, other, "no number"),
    ];
  }
  throw new RangeError(`The state of ${name} is of ${state.kind}s, its baseline of ${feature.kind}s.`);
}

function unknownCategories({ name, present, categories }: StringBaseline, state: StringState, rows: number) {
  const listed = categories.reduce((sum, { count }) => sum + count, 0);
  // Where the baseline leaves rare categories out, an unlisted one may well have been there.
  if (listed < present) return [];
  return shareOf(
    name,
    "categorical_values_check",
    { rows: present, marked: 0 },
    { rows: rows - state.missing, marked: state.unknown },
    "of a category that the baseline has not",
  );
}

/** A feature that was constant has no buckets to compare: what counts is how many values are another. */
function range(feature: NumericBaseline, state: NumericState): readonly CheckEvidence[] {
  const [only, second] = feature.buckets;
  const compared = () => [distribution(feature.name, numericBins(feature, state))];
  if (!only || second || only.lower !== only.upper) return compared();
  const shares = shareOf(
    feature.name,
    "baseline_drift_check",
    { rows: feature.present, marked: 0 },
    { rows: state.numbers, marked: state.moved },
    `not ${only.lower}, as all of the baseline was`,
  );
  return shares.length > 0 ? shares : compared();
}

function distribution(feature: string, { baseline, window, ordered }: Bins): CheckEvidence {
  const check = "baseline_drift_check";
  const sizes = { bins: baseline.length, baselineRows: total(baseline), windowRows: total(window) };
  if (sizes.bins < 2 || sizes.baselineRows === 0 || sizes.windowRows === 0) {
    const words = `${sizes.windowRows} values in the window cannot be told from the baseline's ${sizes.baselineRows}`;
    return { feature, check, distance: null, pValue: null, sizes: null, words };
  }
  const distance = populationStabilityIndex(smoothedShares(baseline), smoothedShares(window));
  const largest = ordered ? binnedDistance(baseline, window) : categoryDistance(baseline, window);
  const robust = robustDistance(largest, sizes.baselineRows, sizes.windowRows);
  return {
    feature,
    check,
    distance,
    pValue: psiPValue(distance, sizes),
    sizes,
    words: `${sizes.bins} bins, ${sizes.windowRows} values against ${sizes.baselineRows}, robust distance ${figure(robust)}`,
  };
}

/** A check of how many rows are of a kind that the baseline has fewer of; none where there is nothing to test. */
function shareOf(
  feature: string,
  check: string,
  baseline: { readonly rows: number; readonly marked: number },
  window: { readonly rows: number; readonly marked: number },
  kind: string,
): readonly CheckEvidence[] {
  if (window.marked === 0 && baseline.marked === 0) return [];
  const shares = ({ rows, marked }: typeof window) => smoothedShares([rows - marked, marked]);
  const share = ({ rows, marked }: typeof window) => figure((100 * marked) / Math.max(1, rows));
  return [
    {
      feature,
      check,
      distance: populationStabilityIndex(shares(baseline), shares(window)),
      pValue: fisherUpperTail(baseline, window),
      sizes: null,
      words: `${share(window)}% of ${window.rows} values are ${kind}, ${share(baseline)}% in the baseline`,
    },
  ];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
