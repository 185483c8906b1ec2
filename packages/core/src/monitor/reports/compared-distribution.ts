import type { FeatureBaseline, NumericBaseline, StringBaseline } from "../baseline/baseline.ts";
import type { Bucket } from "../baseline/buckets-of.ts";

/** A part of a feature's values, with the share of the rows that have one. */
interface ComparedBin {
  /** A category, or a part of the numbers in words. */
  readonly label: string;
  /** Of the baseline's present values, 0 to 1. */
  readonly baseline: number;
  readonly window: number;
}

/** A feature's distribution when the champion was trained, and in a window. */
export interface ComparedDistribution {
  readonly kind: "numbers" | "categories";
  readonly bins: readonly ComparedBin[];
  /** Shares of all rows without a value. */
  readonly missing: { readonly baseline: number; readonly window: number };
  /** Share of the window's values that the baseline does not know; null where values are numbers. */
  readonly unknown: number | null;
  readonly rows: { readonly baseline: number; readonly window: number };
}

const parts = 20;
/** So many categories are told apart; the others are one. */
const mostCategories = 12;
/** What lies beyond these shares on either side is put to the outermost part, so that an outlier does not hide all others. */
const tails = 0.01;

/** Both distributions over the same parts; null where the two are of different kinds, or there is nothing to compare. */
export function comparedDistribution(
  baseline: FeatureBaseline,
  window: FeatureBaseline,
): ComparedDistribution | null {
  const rows = { baseline: rowsOf(baseline), window: rowsOf(window) };
  const common = {
    missing: {
      baseline: shareOf(baseline.missing, rows.baseline),
      window: shareOf(window.missing, rows.window),
    },
    rows,
  };
  if (baseline.kind === "numeric" && window.kind === "numeric") {
    const bins = numberBins(baseline, window);
    return bins.length > 0 ? { kind: "numbers", bins, unknown: null, ...common } : null;
  }
  if (baseline.kind === "string" && window.kind === "string") {
    return { kind: "categories", ...categoryBins(baseline, window), ...common };
  }
  return null;
}

function rowsOf({ present, missing }: FeatureBaseline): number {
  return present + missing;
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function numberBins(baseline: NumericBaseline, window: NumericBaseline): readonly ComparedBin[] {
  const both = [baseline.buckets, window.buckets].filter((buckets) => buckets.length > 0);
  if (both.length < 2) return [];
  const low = Math.min(...both.map((buckets) => quantile(buckets, tails)));
  const high = Math.max(...both.map((buckets) => quantile(buckets, 1 - tails)));
  if (!(high > low)) return [{ label: number(low), baseline: 1, window: 1 }];
  return Array.from({ length: parts }, (_, index) => {
    const from = low + ((high - low) * index) / parts;
    const to = low + ((high - low) * (index + 1)) / parts;
    const within = (buckets: readonly Bucket[]) =>
      (index === parts - 1 ? 1 : below(buckets, to)) - (index === 0 ? 0 : below(buckets, from));
    const label =
      index === 0
        ? `below ${number(to)}`
        : index === parts - 1
          ? `${number(from)} and above`
          : `${number(from)} to ${number(to)}`;
    return { label, baseline: within(baseline.buckets), window: within(window.buckets) };
  });
}

/** The share of all values below x: within a bucket they are taken to lie evenly. */
function below(buckets: readonly Bucket[], x: number): number {
  let [sum, all] = [0, 0];
  for (const { lower, upper, count } of buckets) {
    all += count;
    if (x >= upper && x > lower) sum += count;
    else if (x > lower) sum += (count * (x - lower)) / (upper - lower);
  }
  return shareOf(sum, all);
}

function quantile(buckets: readonly Bucket[], share: number): number {
  const all = buckets.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { lower, upper, count } of buckets) {
    if (count > 0 && before + count >= share * all) {
      return lower + ((upper - lower) * (share * all - before)) / count;
    }
    before += count;
  }
  return buckets.at(-1)?.upper ?? 0;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A window's own texts are nobody's to show: only those of the baseline are named. */
function categoryBins(baseline: StringBaseline, window: StringBaseline) {
  const seen = new Map(window.categories.map(({ value, count }) => [value, count]));
  const known = baseline.categories
    .map(({ value, count }) => ({
      label: value,
      baseline: shareOf(count, baseline.present),
      window: shareOf(seen.get(value) ?? 0, window.present),
    }))
    .sort((one, other) => Math.max(other.baseline, other.window) - Math.max(one.baseline, one.window));
  const told = known.slice(0, mostCategories);
  const others = known.slice(mostCategories);
  const sum = (bins: readonly ComparedBin[], of: "baseline" | "window") =>
    bins.reduce((total, bin) => total + bin[of], 0);
  const unknown = Math.max(0, shareOf(window.present, window.present) - sum(known, "window"));
  return {
    bins: [
      ...told,
      ...(others.length > 0
        ? [
            {
              label: `${others.length} others`,
              baseline: sum(others, "baseline"),
              window: sum(others, "window"),
            },
          ]
        : []),
      ...(unknown > 1e-9 ? [{ label: "not in the baseline", baseline: 0, window: unknown }] : []),
    ],
    unknown,
  };
}
