import type { Dispersion } from "../../stats/two-samples/dispersion.ts";
import { fisherUpperTail } from "../../stats/two-samples/fisher-exact.ts";
import {
  populationStabilityIndex,
  psiPValue,
  smoothedShares,
} from "../../stats/two-samples/population-stability-index.ts";
import { binnedDistance, categoryDistance, robustDistance } from "../../stats/two-samples/robust-distance.ts";
import type { Baseline, FeatureBaseline, NumericBaseline, StringBaseline } from "../baseline/baseline.ts";
import { type Bins, categoryBins, numericBins } from "../baseline/bins.ts";
import { type Pair, pairCheck, placeOfCell } from "../joint/pair.ts";
import { pairFeature } from "../joint/pair-feature.ts";
import { type FeatureCounts, onlyValue } from "./cells.ts";
import type { WindowCounts } from "./window-counts.ts";

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
  /** How the statistic is distributed where windows without drift differ by more than independent rows do. */
  readonly dispersion?: Dispersion;
  /** The numbers behind, for people. */
  readonly words: string;
}

/**
 * Runs every check that applies to each feature, then that of each pair, as if rows were independent.
 *
 * @param predictions features that are what the model answered: their rows without an answer are left out
 */
export function evidenceOfWindow(
  { features, pairs = [] }: Pick<Baseline, "features" | "pairs">,
  { rows, features: counted, pairs: cells = [] }: WindowCounts,
  predictions: ReadonlySet<string> = new Set(),
): readonly CheckEvidence[] {
  const alone = features.flatMap((feature, at) => {
    const found = counted[at];
    // No row has the column: requests and baseline name different ones, which says nothing of what is in them.
    if (!found || (rows > 0 && found.absent >= rows)) return [];
    const { absent } = found;
    // Answers that could not be read say nothing of what the model answers.
    return predictions.has(feature.name)
      ? evidenceOfCounts(feature, { ...found, missing: found.missing - absent, rows: rows - absent })
      : evidenceOfCounts(feature, { ...found, rows });
  });
  return [...alone, ...pairs.flatMap((pair, at) => evidenceOfPair(pair, cells[at] ?? []))];
}

/**
 * How far two features go together otherwise than in the baseline: one line, PSI over their cells. None where no row
 * had both.
 *
 * @param cells rows of the window in each cell, as `Pair` has them
 */
function evidenceOfPair(pair: Pair, cells: readonly number[]): readonly CheckEvidence[] {
  const rows = total(cells);
  if (rows === 0) return [];
  const feature = pairFeature(pair);
  const counts = feature.categories.map(({ value }) => cells[placeOfCell(value)] ?? 0);
  const unknown = rows - total(counts);
  return evidenceOfCounts(feature, { counts, unknown, otherType: 0, infinite: 0, missing: 0, rows });
}

/** Runs every check that applies to a feature. */
export function evidenceOfCounts(feature: FeatureBaseline, window: FeatureCounts): readonly CheckEvidence[] {
  const { name } = feature;
  const { counts, unknown, unlisted, otherType, infinite, missing, rows } = window;
  const found = rows - missing;
  const completeness = shareOf(
    name,
    "completeness_check",
    { rows: feature.present + feature.missing, marked: feature.missing },
    { rows, marked: missing },
    "missing",
  );
  if (feature.kind === "string" && feature.isPair) {
    return [
      {
        ...distribution(name, categoryBins(feature, { counts: listedCounts(feature, counts), unknown })),
        check: pairCheck,
      },
    ];
  }
  if (feature.kind === "string") {
    return [
      distribution(name, categoryBins(feature, { counts: listedCounts(feature, counts), unknown, unlisted })),
      ...completeness,
      ...unknownCategories(feature, { rows: found, marked: unknown }),
    ];
  }
  const other = { rows: found, marked: otherType };
  const boundless = { rows: found, marked: infinite };
  const trained = (marked: number) => ({ rows: feature.present, marked });
  return [
    ...range(feature, counts, { rows: found - otherType - infinite, marked: unknown }),
    ...completeness,
    ...shareOf(name, "data_type_check", trained(0), other, "no number"),
    ...shareOf(name, "infinite_values_check", trained(feature.infinite ?? 0), boundless, "infinite"),
  ];
}

/** Counts of cells go on after the categories. */
function listedCounts({ categories }: StringBaseline, counts: ArrayLike<number>): readonly number[] {
  return categories.map((_, place) => counts[place] ?? 0);
}

function unknownCategories(
  { name, present, categories }: StringBaseline,
  window: { readonly rows: number; readonly marked: number },
): readonly CheckEvidence[] {
  const listed = categories.reduce((sum, { count }) => sum + count, 0);
  // Where the baseline leaves rare categories out, an unlisted one may well have been there.
  if (listed < present) return [];
  // The baseline knows its own rows' categories, so none of them tells how often an unknown one comes: those seen
  // once do (Good 1953, https://doi.org/10.1093/biomet/40.3-4.237).
  const seenOnce = categories.filter(({ count }) => count === 1).length;
  const kind = "of a category that the baseline has not";
  return shareOf(name, "categorical_values_check", { rows: present, marked: seenOnce }, window, kind);
}

/** A feature that was constant has no buckets to compare: what counts is how many values are another. */
function range(
  feature: NumericBaseline,
  counts: ArrayLike<number>,
  another: { readonly rows: number; readonly marked: number },
): readonly CheckEvidence[] {
  const only = onlyValue(feature);
  if (only === null) return [distribution(feature.name, numericBins(feature, counts))];
  const words = `not ${only}, as all of the baseline was`;
  const trained = { rows: feature.present - (feature.infinite ?? 0), marked: 0 };
  const shares = shareOf(feature.name, "baseline_drift_check", trained, another, words);
  return shares.length > 0 ? shares : [distribution(feature.name, numericBins(feature, counts))];
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
  const smoothed = {
    ...sizes,
    baselineRows: worth(sizes.baselineRows, sizes.bins),
    windowRows: worth(sizes.windowRows, sizes.bins),
  };
  return {
    feature,
    check,
    distance,
    pValue: psiPValue(distance, smoothed),
    sizes: smoothed,
    words: `${sizes.bins} bins, ${sizes.windowRows} values against ${sizes.baselineRows}, robust distance ${figure(robust)}`,
  };
}

/**
 * Rows whose shares would scatter as little as smoothed ones do: half a row added to each bin draws every share
 * towards the middle by rows / (rows + bins / 2), which makes PSI smaller by its square.
 */
function worth(rows: number, bins: number): number {
  return (rows + bins / 2) ** 2 / rows;
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
      words: `${share(window)}% of ${window.rows} values are ${kind}, ${share(baseline)}% expected by the baseline`,
    },
  ];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
