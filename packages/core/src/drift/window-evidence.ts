import { fisherUpperTail } from "../stats/fisher-exact.ts";
import { populationStabilityIndex, psiPValue, smoothedShares } from "../stats/population-stability-index.ts";
import { binnedDistance, categoryDistance, robustDistance } from "../stats/robust-distance.ts";
import type { FeatureBaseline } from "./baseline.ts";
import { type Bins, categoryBins, numericBins } from "./bins.ts";
import { asNumber, isMissing, type Row, valueIn } from "./value.ts";

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
export function evidenceOf(feature: FeatureBaseline, rows: readonly Row[]): readonly CheckEvidence[] {
  const { name } = feature;
  const found = rows.map((row) => valueIn(row, name)).filter((value) => !isMissing(value));
  const trained = { rows: feature.present + feature.missing, marked: feature.missing };
  const isThere = rows.some((row) => Object.hasOwn(row, name));
  const completeness = shareOf(
    name,
    isThere ? "completeness_check" : "missing_column_check",
    trained,
    { rows: rows.length, marked: rows.length - found.length },
    isThere ? "missing" : "missing, as the whole column is,",
  );
  const known = { rows: feature.present, marked: 0 };
  if (feature.kind === "string") {
    const texts = found.map(String);
    const listed = feature.categories.reduce((sum, { count }) => sum + count, 0);
    const names = new Set(feature.categories.map(({ value }) => value));
    const unknown = texts.filter((text) => !names.has(text)).length;
    // Where the baseline leaves rare categories out, an unlisted one may well have been there.
    const checked = listed >= feature.present ? [{ rows: texts.length, marked: unknown }] : [];
    return [
      distribution(name, categoryBins(feature, texts)),
      ...completeness,
      ...checked.flatMap((window) =>
        shareOf(name, "categorical_values_check", known, window, "of a category that the baseline has not"),
      ),
    ];
  }
  const numbers = found.map(asNumber).filter((number) => number !== null);
  const other = { rows: found.length, marked: found.length - numbers.length };
  return [
    ...range(feature, numbers),
    ...completeness,
    ...shareOf(name, "data_type_check", known, other, "no number"),
  ];
}

/** A feature that was constant has no buckets to compare: what counts is how many values are another. */
function range(feature: FeatureBaseline & { readonly kind: "numeric" }, numbers: readonly number[]) {
  const [only, second] = feature.buckets;
  if (!only || second || only.lower !== only.upper) {
    return [distribution(feature.name, numericBins(feature, numbers))];
  }
  const window = { rows: numbers.length, marked: numbers.filter((number) => number !== only.lower).length };
  const words = `not ${only.lower}, as all of the baseline was`;
  const shares = shareOf(
    feature.name,
    "baseline_drift_check",
    { rows: feature.present, marked: 0 },
    window,
    words,
  );
  return shares.length > 0 ? shares : [distribution(feature.name, numericBins(feature, numbers))];
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
