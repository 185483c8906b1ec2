import * as z from "zod/mini";
import type { Baseline } from "../baseline/baseline.ts";
import { pairName } from "../joint/pair.ts";
import { windowCounts } from "../window/window-counts.ts";

const number = z.number("a finite number");
const count = number.check(z.gte(0, "0 or more"));

/** Statistics of one feature's windows, added up. */
const tally = z.object({
  windows: count,
  rows: count,
  sum: number,
  squares: number,
  /** The highest that the moving mean of the excess over independent rows has been. */
  top: number,
});

export type Tally = z.output<typeof tally>;

/**
 * What the windows of a champion showed so far, as much of it as the next window's judgement needs: it does not grow
 * with the windows. Plain data that JSON keeps as it is.
 */
const windowHistory = z.object(
  {
    /** Which baseline the windows were compared with; those of another do not count. */
    baseline: z.string("a text"),
    /** The CUSUM after the last window, and since when it is above 0. */
    sum: count,
    /** Whether the sum has been at its line since it was last 0. */
    alarmed: z.boolean("true or false"),
    /** How often such a time has come and gone. */
    passed: count,
    /** In the baseline's order; then its pairs, each by its name. */
    features: z.array(
      z.object({
        feature: z.string("a text"),
        /** Moving mean of the statistic's excess over independent rows. */
        lasting: number,
        /** Of windows while nothing was suspected, or the suspicion passed. */
        calm: tally,
        /** Of windows since the sum was last 0. */
        suspected: tally,
        /** Of windows of an alarm that passed, as long as there was only one. */
        forgiven: tally,
      }),
      "a list of features",
    ),
    /** Counts of all windows since the sum was last 0; null when it is 0. */
    suspected: z.nullable(windowCounts),
    /** Windows that had too few rows, which the next one is judged with; null when there are none. */
    pooled: z.nullable(z.object({ start: z.string("a moment"), counts: windowCounts })),
  },
  "an object with the windows before",
);

export type WindowHistory = z.output<typeof windowHistory>;

export const noTally: Tally = { windows: 0, rows: 0, sum: 0, squares: 0, top: 0 };

export function added(one: Tally, other: Tally): Tally {
  return {
    windows: one.windows + other.windows,
    rows: one.rows + other.rows,
    sum: one.sum + other.sum,
    squares: one.squares + other.squares,
    top: Math.max(one.top, other.top),
  };
}

/** The history of a champion that has none. */
export function noHistory(
  baseline: string,
  { features, pairs = [] }: Pick<Baseline, "features" | "pairs">,
): WindowHistory {
  const names = [...features.map(({ name }) => name), ...pairs.map((pair) => pairName(pair.features))];
  return {
    baseline,
    sum: 0,
    alarmed: false,
    passed: 0,
    features: names.map((name) => ({
      feature: name,
      lasting: 0,
      calm: noTally,
      suspected: noTally,
      forgiven: noTally,
    })),
    suspected: null,
    pooled: null,
  };
}

/** A history that was written down; null when it is of another baseline, or of another form. */
export function readHistory(json: unknown, baseline: string): WindowHistory | null {
  const parsed = windowHistory.safeParse(json);
  return parsed.success && parsed.data.baseline === baseline ? parsed.data : null;
}
