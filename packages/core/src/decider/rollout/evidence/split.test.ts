import { describe, expect, it } from "vitest";
import { checkSplit, mismatchInWords, splitInWords } from "./split.ts";
import { cohortsOf, half, ramp, type WatchedTrial, watchSplit } from "./watched-trial.fixture.ts";

function alarms(one: WatchedTrial, runs: number): number {
  return Array.from({ length: runs }, (_, seed) => watchSplit(one, seed)).filter(({ at }) => at !== null)
    .length;
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

  it.each<[string, WatchedTrial]>([
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
    expect(watchSplit(one, 3)).toMatchObject({ at: expect.any(Number), last: { found: "mismatch" } });
  });

  it("says that data are too few until a mismatch would have been seen, and then that all is as asked", () => {
    const { last: early } = watchSplit({ ...requests, minutes: 60, ramp: half }, 5);
    expect(early.found).toBe("not enough data");
    const { last } = watchSplit({ ...requests, minutes: 240, requestsPerMinute: 150, ramp: half }, 5);
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
