import { fisherUpperTail } from "./two-samples/fisher-exact.ts";

/** Rows of a sample, and how many of them have the mark in question. Whole numbers. */
export interface MarkedRows {
  readonly rows: number;
  readonly marked: number;
}

export interface ShareTest {
  /** Share of marked rows in the window, 0 to 1; null when it has no rows. */
  readonly share: number | null;
  /** The same of the baseline. */
  readonly expected: number | null;
  /** By how much the share rose, 0 to 1: the effect size. 0 when it fell or nothing was measured. */
  readonly rise: number;
  /** Probability of so many marked rows or more in the window without change (Fisher's exact test); 1 when nothing was measured. */
  readonly pValue: number;
}

/**
 * Completeness of a feature: has the share of rows without a value risen? `marked` are the rows in which it is missing.
 * Exact however rare missing values are; judge by p-value and rise together, as with many rows each rise is certain.
 */
export function completenessTest(baseline: MarkedRows, window: MarkedRows): ShareTest {
  return shareTest(baseline, window);
}

/**
 * Unknown categories: do more rows hold a value that the baseline's list has not than chance explains?
 *
 * @param baseline.rows rows that the list of categories was made from; none of them is unknown
 * @param window.marked rows whose value is not in the list
 * @param listed how many of the baseline's rows the list covers; below `rows` where rare categories were left out of
 *   it, and those rows then count as unknown in the baseline too
 */
export function unknownCategoryTest(
  baseline: { readonly rows: number; readonly listed: number },
  window: MarkedRows,
): ShareTest {
  return shareTest({ rows: baseline.rows, marked: Math.max(0, baseline.rows - baseline.listed) }, window);
}

function shareTest(baseline: MarkedRows, window: MarkedRows): ShareTest {
  const before = counted(baseline);
  const now = counted(window);
  const expected = before.rows > 0 ? before.marked / before.rows : null;
  const share = now.rows > 0 ? now.marked / now.rows : null;
  if (expected === null || share === null) return { share, expected, rise: 0, pValue: 1 };
  return { share, expected, rise: Math.max(0, share - expected), pValue: fisherUpperTail(before, now) };
}

function counted({ rows, marked }: MarkedRows): MarkedRows {
  const whole = Number.isFinite(rows) ? Math.max(0, Math.floor(rows)) : 0;
  return {
    rows: whole,
    marked: Number.isFinite(marked) ? Math.min(whole, Math.max(0, Math.floor(marked))) : 0,
  };
}
