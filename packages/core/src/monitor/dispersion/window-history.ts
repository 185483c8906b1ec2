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

export const noTally: Tally = { windows: 0, rows: 0, sum: 0, squares: 0, top: 0 };

/** An alarm of a champion's first week, as long as its suspicion lasts. */
const raisedAlarm = z.object({
  /** Windows since it was raised, or raised again. */
  windows: count,
  /** The CUSUM of what went beyond it since. */
  sum: count,
});

export type RaisedAlarm = z.output<typeof raisedAlarm>;

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
        /** Of windows since the sum was last 0, or since it came to its line: a shift's windows, not those before it. */
        suspected: tally,
        /** Of windows of an alarm that passed, as long as there was only one; and of those that led to an alarm. */
        forgiven: tally,
        /** Of windows within the level of the alarm that is raised. */
        level: z._default(tally, noTally),
      }),
      "a list of features",
    ),
    /** Null when there is none, as in what earlier versions wrote. */
    raised: z._default(z.nullable(raisedAlarm), null),
    /** Counts of the windows that `suspected` of the features has; null when there are none. */
    suspected: z.nullable(windowCounts),
    /** Windows that had too few rows, which the next one is judged with; null when there are none. */
    pooled: z.nullable(z.object({ start: z.string("a moment"), counts: windowCounts })),
  },
  "an object with the windows before",
);

export type WindowHistory = z.output<typeof windowHistory>;

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
      level: noTally,
    })),
    raised: null,
    suspected: null,
    pooled: null,
  };
}

/** A history that was written down; null when it is of another baseline, or of another form. */
export function readHistory(json: unknown, baseline: string): WindowHistory | null {
  const parsed = windowHistory.safeParse(json);
  return parsed.success && parsed.data.baseline === baseline ? parsed.data : null;
}
