import { describe, expect, it } from "vitest";
import type { TrialCohort } from "../../../vocabulary/state.ts";
import type { SplitCheck } from "../../../vocabulary/trial/split.ts";
import { lookOf } from "../counts/look-of-periods.ts";
import type { UnitsTold } from "../counts/served-split.ts";
import { checkSplit, mismatchInWords, splitInWords } from "./split.ts";
import { type SplitTraffic, splitTraffic } from "./split-traffic.fixture.ts";

const minute = 60_000;
const began = Date.parse("2026-03-02T10:00:00Z");
const iso = (minutes: number) => new Date(began + minutes * minute).toISOString();
const nobody = { requests: 0, trials: 0, successes: 0 };

/** Percent, from a minute on. */
type Ramp = readonly (readonly [minute: number, percent: number])[];
const ramp: Ramp = [
  [0, 5],
  [60, 25],
  [120, 50],
];
const half: Ramp = [[0, 50]];

interface Case extends Omit<SplitTraffic, "share" | "seed"> {
  readonly ramp: Ramp;
  /** The odds that are served over those that were asked for. */
  readonly odds?: number;
  readonly units?: UnitsTold | null;
  readonly falseAlarms?: number;
}

/** Checks every five minutes; the minute at which a mismatch is found, or null, and the last check. */
function checked(
  { ramp, odds = 1, units = null, falseAlarms = 0.001, ...traffic }: Case,
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

function cohortsOf(ramp: Ramp, end: number): readonly TrialCohort[] {
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

function alarms(one: Case, runs: number): number {
  return Array.from({ length: runs }, (_, seed) => checked(one, seed)).filter(({ at }) => at !== null).length;
}

const requests = { minutes: 240, requestsPerMinute: 60 };
const users = { ...requests, users: { sessionMinutes: 30 } };

describe("the check of the split", () => {
  it("raises false alarms as seldom as promised while a ramp widens", () => {
    const runs = 60;
    expect(alarms({ ...requests, ramp, falseAlarms: 0.05 }, runs)).toBeLessThanOrEqual(0.05 * runs);
  });

  it("does so where users with heavy-tailed numbers of requests keep their variant, and are named", () => {
    const runs = 60;
    const named = { ...users, ramp, falseAlarms: 0.05, units: { apartFor: null } };
    expect(alarms(named, runs)).toBeLessThanOrEqual(0.05 * runs);
  });

  it("raises few where nobody names them", () => {
    const runs = 40;
    const short = { ...requests, users: { sessionMinutes: 1 }, ramp, falseAlarms: 0.05 };
    expect(alarms(short, runs)).toBeLessThanOrEqual(0.05 * runs);
  });

  it.each<[string, Case]>([
    [
      "47 of 100 where 50 were asked for",
      { minutes: 150, requestsPerMinute: 200, ramp: half, odds: 47 / 53 },
    ],
    [
      "a challenger that loses a tenth of its requests",
      { minutes: 240, requestsPerMinute: 150, ramp, lost: 0.1 },
    ],
    [
      "callers that ignore what was asked for",
      { minutes: 30, requestsPerMinute: 100, ramp: [[0, 5]], odds: 19 },
    ],
    [
      "a client that asks the champion alone",
      { minutes: 120, requestsPerMinute: 100, ramp: [[0, 5]], odds: 0.01 },
    ],
    [
      "users of whom 47 of 100 come to the challenger",
      {
        ...users,
        minutes: 300,
        requestsPerMinute: 200,
        ramp: half,
        odds: 47 / 53,
        units: { apartFor: null },
      },
    ],
  ])("finds %s", (_, one) => {
    expect(checked(one, 3)).toMatchObject({ at: expect.any(Number), last: { found: "mismatch" } });
  });

  it("says that data are too few until a mismatch would have been seen, and then that all is as asked", () => {
    const { last: early } = checked({ ...requests, minutes: 60, ramp: half }, 5);
    expect(early.found).toBe("not enough data");
    const { last } = checked({ ...requests, minutes: 240, requestsPerMinute: 150, ramp: half }, 5);
    expect(last).toMatchObject({ found: "as asked", of: "requests", asked: 0.5 });
    expect(last.served).toBeCloseTo(0.5, 1);
    expect(splitInWords(last)).toMatch(
      /^split: \d+(\.\d)?% of \d+ requests served, 50% asked: as asked \(ln E/,
    );
  });

  it("tests what was served under each share, and not while the traffic was divided anew", () => {
    const cohorts = cohortsOf(ramp, 125);
    const read = {
      of: "requests" as const,
      served: [
        { champion: 950, challenger: 50 },
        { champion: 750, challenger: 250 },
        { champion: 0, challenger: 0 },
      ],
      designEffect: 1,
    };
    const rules = { splitCheck: { falseAlarms: 0.001, tolerance: 0.02 } };
    const check = checkSplit(cohorts, read, rules);
    expect(check).toMatchObject({ champion: 1_700, challenger: 300, served: 0.15, found: "not enough data" });
    expect(check?.asked).toBeCloseTo(0.15, 12);
    const accepted = cohorts.map((cohort, place) => (place === 0 ? { ...cohort, asked: null } : cohort));
    expect(checkSplit(accepted, read, rules)).toMatchObject({ champion: 750, challenger: 250 });
  });

  it("is not there where the policy wants none, or nobody has read it", () => {
    const read = { of: "requests" as const, served: [{ champion: 0, challenger: 9_000 }], designEffect: 1 };
    const cohorts = cohortsOf(half, 5);
    expect(checkSplit(cohorts, read, { splitCheck: "none" })).toBeNull();
    const rules = { splitCheck: { falseAlarms: 0.001, tolerance: 0.02 } };
    expect(checkSplit(cohorts, undefined, rules)).toBeNull();
    expect(checkSplit(cohorts, read, rules)?.found).toBe("mismatch");
    expect(checkSplit(cohorts, { ...read, designEffect: null }, rules)?.found).toBe("not enough data");
    expect(checkSplit([], { ...read, served: [] }, rules)).toMatchObject({
      found: "not enough data",
      asked: 0,
    });
  });

  it("tells shares, counts, evidence and line of a mismatch, and what to look for", () => {
    const read = {
      of: "requests" as const,
      served: [{ champion: 53_000, challenger: 47_000 }],
      designEffect: 1,
    };
    const rules = { splitCheck: { falseAlarms: 0.001, tolerance: 0.02 } };
    const check = checkSplit(cohortsOf(half, 5), read, rules);
    if (!check) throw new Error("It was not checked.");
    expect(mismatchInWords(check)).toMatch(
      /served 47% of the requests, 47000 of 100000, and 50% were asked for \(ln E [\d.]+ crossed 6\.908\).* Look for callers .*rollout\.outcomes\.unit/,
    );
    expect(mismatchInWords({ ...check, of: "units" })).toMatch(/47% of the units.*labels/);
  });
});
