import { groupOfCategory } from "../values/category-group.ts";
import type { NumericBaseline, StringBaseline } from "./baseline.ts";

/** Baseline and window counted over the same bins. */
export interface Bins {
  readonly baseline: readonly number[];
  readonly window: readonly number[];
  /** False when bins have no order, as categories. */
  readonly ordered: boolean;
}

/**
 * A bin must be expected to hold this many rows in the window (and hold them in the baseline) for the chi-square
 * distribution to hold (Cochran 1954, https://doi.org/10.2307/3001616); smaller ones are put together.
 */
const fewestExpected = 5;

/**
 * Rows of a category among very many that stands alone: chance makes them 5% more or less. Were those chosen that just
 * have enough, they would be the lucky ones, which every window has fewer of.
 */
const steady = 400;

/** Numbers over the baseline's buckets, of which the window has `counts`. */
export function numericBins(feature: NumericBaseline, counts: ArrayLike<number>): Bins {
  const pairs = feature.buckets.map(({ count }, index) => [count, counts[index] ?? 0] as const);
  return { ...merged(pairs), ordered: true };
}

/** Texts over the baseline's categories. */
export function categoryBins(feature: StringBaseline, window: CategoryCounts): Bins {
  return feature.unlisted && window.unlisted
    ? groupedBins(feature, feature.unlisted, window.counts, window.unlisted)
    : listedBins(feature, window.counts, window.unknown);
}

/** Categories of a window: in the baseline's order, those that it does not list, and these by `groupOfCategory`. */
export interface CategoryCounts {
  readonly counts: ArrayLike<number>;
  readonly unknown: number;
  readonly unlisted?: readonly number[] | undefined;
}

/**
 * Of very many categories those that are too rare to stand alone are put together by their names, those that were
 * never seen among them: a group's share is then the same in baseline and window, whichever of its categories came.
 */
function groupedBins(
  { categories, present }: StringBaseline,
  unlisted: readonly number[],
  counts: ArrayLike<number>,
  others: readonly number[],
): Bins {
  const rows = others.reduce((sum, count) => sum + count, total(counts));
  const alone = Math.max(enough(present, rows), steady);
  const groups = unlisted.map((count, group) => [count, others[group] ?? 0] as [number, number]);
  const frequent: (readonly [number, number])[] = [];
  for (const [place, { value, count }] of categories.entries()) {
    const found = counts[place] ?? 0;
    const group = groups[groupOfCategory(value)];
    if (count >= alone || !group) frequent.push([count, found]);
    else {
      group[0] += count;
      group[1] += found;
    }
  }
  return { ...merged([...frequent, ...groups]), ordered: false };
}

function total(counts: ArrayLike<number>): number {
  return Array.from(counts).reduce((sum, count) => sum + count, 0);
}

/**
 * Texts over the baseline's categories, of which the window has `counts`; rare and unknown ones together.
 *
 * What the baseline saw often by luck is rarer than its count says. Were categories too small to stand alone put
 * together by their counts, the lucky ones would stand together and every window would differ from them; so they
 * are put together by name.
 */
function listedBins(feature: StringBaseline, counts: ArrayLike<number>, unknown: number): Bins {
  const listed = feature.categories.reduce((sum, { count }) => sum + count, 0);
  const pairs = feature.categories.map(
    ({ value, count }, index) => ({ value, pair: [count, counts[index] ?? 0] }) as const,
  );
  const rows = pairs.reduce((sum, { pair }) => sum + pair[1], unknown);
  const alone = enough(Math.max(listed, feature.present), rows);
  const frequent = pairs.filter(({ pair }) => pair[0] >= alone);
  const middle = pairs
    .filter(({ pair }) => pair[0] < alone && pair[0] >= fewestExpected)
    .sort((one, other) => (one.value < other.value ? -1 : 1));
  const rare = pairs.filter(({ pair }) => pair[0] < alone && pair[0] < fewestExpected);
  // Categories seen a few times lose to unknown ones what they owe to luck.
  const rest = [
    rare.reduce((sum, { pair }) => sum + pair[0], Math.max(0, feature.present - listed)),
    rare.reduce((sum, { pair }) => sum + pair[1], unknown),
  ] as const;
  return { ...merged([...[...frequent, ...middle].map(({ pair }) => pair), rest]), ordered: false };
}

/** Rows that a bin must hold in the baseline; whichever sample is smaller decides. */
function enough(total: number, rows: number): number {
  return total > 0 ? fewestExpected * Math.max(1, total / Math.max(1, rows)) : Number.POSITIVE_INFINITY;
}

function merged(pairs: readonly (readonly [number, number])[]): Pick<Bins, "baseline" | "window"> {
  const total = pairs.reduce((sum, [count]) => sum + count, 0);
  const rows = pairs.reduce((sum, [, count]) => sum + count, 0);
  const least = enough(total, rows);
  const baseline: number[] = [];
  const window: number[] = [];
  let open = false;
  for (const [expected, found] of pairs) {
    const last = baseline.length - 1;
    if (open) {
      baseline[last] = (baseline[last] ?? 0) + expected;
      window[last] = (window[last] ?? 0) + found;
    } else {
      baseline.push(expected);
      window.push(found);
    }
    open = (baseline.at(-1) ?? 0) < least;
  }
  if (open && baseline.length > 1) {
    const [rest = 0, found = 0] = [baseline.pop(), window.pop()];
    const last = baseline.length - 1;
    baseline[last] = (baseline[last] ?? 0) + rest;
    window[last] = (window[last] ?? 0) + found;
  }
  return { baseline, window };
}
