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

/** Numbers over the baseline's buckets, of which the window has `counts`. */
export function numericBins(feature: NumericBaseline, counts: ArrayLike<number>): Bins {
  const pairs = feature.buckets.map(({ count }, index) => [count, counts[index] ?? 0] as const);
  return { ...merged(pairs), ordered: true };
}

/** Texts over the baseline's categories, of which the window has `counts`; rare and unknown ones together. */
export function categoryBins(feature: StringBaseline, counts: ArrayLike<number>, unknown: number): Bins {
  const listed = feature.categories.reduce((sum, { count }) => sum + count, 0);
  const pairs = feature.categories.map(({ count }, index) => [count, counts[index] ?? 0] as const);
  const frequent = pairs.filter(([count]) => count >= fewestExpected);
  const rare = pairs.slice(frequent.length);
  // Categories that the baseline saw by luck are rarer than their counts say, by as much as unknown ones take.
  const rest = [
    rare.reduce((sum, [count]) => sum + count, Math.max(0, feature.present - listed)),
    rare.reduce((sum, [, count]) => sum + count, unknown),
  ] as const;
  // Most frequent first, so that what is too rare to stand alone is merged at the end.
  return { ...merged([...frequent, rest]), ordered: false };
}

function merged(pairs: readonly (readonly [number, number])[]): Pick<Bins, "baseline" | "window"> {
  const total = pairs.reduce((sum, [count]) => sum + count, 0);
  const rows = pairs.reduce((sum, [, count]) => sum + count, 0);
  // Whichever sample is smaller decides.
  const enough =
    total > 0 ? fewestExpected * Math.max(1, total / Math.max(1, rows)) : Number.POSITIVE_INFINITY;
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
    open = (baseline.at(-1) ?? 0) < enough;
  }
  if (open && baseline.length > 1) {
    const [rest = 0, found = 0] = [baseline.pop(), window.pop()];
    const last = baseline.length - 1;
    baseline[last] = (baseline[last] ?? 0) + rest;
    window[last] = (window[last] ?? 0) + found;
  }
  return { baseline, window };
}
