import type { TrialCohort } from "../../../vocabulary/state.ts";
import type { SplitCheck } from "../../../vocabulary/trial/split.ts";
import { lookOf } from "../counts/look-of-periods.ts";
import type { UnitsTold } from "../counts/served-split.ts";
import { checkSplit } from "./split.ts";
import { type SplitTraffic, splitTraffic } from "./split-traffic.fixture.ts";

const minute = 60_000;
const began = Date.parse("2026-03-02T10:00:00Z");
const iso = (minutes: number) => new Date(began + minutes * minute).toISOString();
const nobody = { requests: 0, trials: 0, successes: 0 };

/** Percent, from a minute on. */
export type Ramp = readonly (readonly [minute: number, percent: number])[];
export const ramp: Ramp = [
  [0, 5],
  [60, 25],
  [120, 50],
];
export const half: Ramp = [[0, 50]];

/** A trial of seeded traffic that is looked at every five minutes. */
export interface WatchedTrial extends Omit<SplitTraffic, "share" | "seed"> {
  readonly ramp: Ramp;
  /** The odds that are served over those that were asked for. */
  readonly odds?: number;
  readonly units?: UnitsTold | null;
  readonly falseAlarms?: number;
}

/** Checks every five minutes; the minute at which a mismatch is found, or null, and the last check. */
export function watchSplit(
  { ramp, odds = 1, units = null, falseAlarms = 0.001, ...traffic }: WatchedTrial,
  seed: number,
): { readonly at: number | null; readonly last: SplitCheck } {
  const asked = (minute: number) => (ramp.findLast(([from]) => from <= minute)?.[1] ?? 0) / 100;
  const share = (minute: number) => {
    const served = (odds * asked(minute)) / (1 - asked(minute));
    return served / (1 + served);
  };
  const periods = splitTraffic({ ...traffic, seed, share }, began);
  const rules = { splitCheck: { falseAlarms, tolerance: 0.02 } };
  let last: SplitCheck | null = null;
  for (let end = 5; end <= traffic.minutes; end += 5) {
    const cohorts = cohortsOf(ramp, end);
    const { requests } = lookOf(
      periods.slice(0, end),
      { cohorts, maturedUntil: null, champion: { variant: "a" }, challenger: { variant: "b" } },
      {
        start: began + (end - 5) * minute,
        end: began + end * minute,
        period: minute,
        maturity: 0,
        warmUp: 0,
        units,
      },
    );
    last = checkSplit(cohorts, requests?.split, rules);
    if (last?.found === "mismatch") return { at: end, last };
  }
  if (!last) throw new Error("Nothing was checked.");
  return { at: null, last };
}

export function cohortsOf(ramp: Ramp, end: number): readonly TrialCohort[] {
  const begun = ramp.filter(([from]) => from < end);
  return begun.map(([from, asked], place) => {
    const next = begun[place + 1];
    return {
      since: iso(from),
      until: next ? iso(next[0]) : null,
      asked,
      champion: nobody,
      challenger: nobody,
    };
  });
}
