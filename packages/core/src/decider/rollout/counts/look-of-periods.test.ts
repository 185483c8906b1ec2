import { describe, expect, it } from "vitest";
import { designEffect, noDispersion } from "../../../stats/dispersion.ts";
import type { TrialCohort } from "../../../vocabulary/state.ts";
import type { ArmPeriod, PeriodCounts } from "../../../vocabulary/trial/period-counts.ts";
import { readCohorts } from "../trial.ts";
import { lookOf, type Reading } from "./look-of-periods.ts";

const minute = 60_000;
const began = Date.parse("2026-03-02T10:00:00Z");
const at = (minutes: number) => began + minutes * minute;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();

const nobody = { requests: 0, trials: 0, successes: 0 };
const cohort = (since: number, until: number | null): TrialCohort => ({
  since: iso(since),
  until: until === null ? null : iso(until),
  asked: 50,
  champion: nobody,
  challenger: nobody,
});

function arm(
  invocations: number,
  trials: number,
  successes: number,
  more: Partial<ArmPeriod> = {},
): ArmPeriod {
  return { invocations, trials, successes, errors: 0, slow: 0, ...more };
}

/** Minutes of 10 requests for the champion and 5 for the challenger, whose outcomes are known from an age on. */
function minutes(
  from: number,
  until: number,
  known: (start: number) => boolean = () => true,
): PeriodCounts[] {
  return Array.from({ length: until - from }, (_, index) => {
    const start = at(from + index);
    const has = known(start);
    return {
      start,
      champion: has ? arm(10, 10, 8, { errors: 1 }) : arm(10, 0, 0, { errors: 1 }),
      challenger: has ? arm(5, 5, 3) : arm(5, 0, 0),
    };
  });
}

it("counts cold starts where they are asked for, those after the warm-up by themselves, and how they come together", () => {
  const periods = minutes(0, 10).map((counts, minute) => ({
    ...counts,
    champion: { ...counts.champion, coldStarts: 0 },
    // All in one minute of three.
    challenger: { ...counts.challenger, coldStarts: minute % 3 === 0 ? 4 : 0 },
  }));
  const read = lookOf(periods, trialOf([cohort(0, null)]), reading(0, 10, { warmUp: 2 * minute }));
  expect([read.champion.coldStarts, read.challenger.coldStarts]).toEqual([0, 16]);
  expect(read.requests?.warm.challenger).toMatchObject({ invocations: 40, coldStarts: 12 });
  const { coldStarts = noDispersion } = read.requests?.dispersions.challenger ?? {};
  expect(designEffect(coldStarts, 0)).toBeGreaterThan(2);
  expect(lookOf(minutes(0, 10), trialOf([cohort(0, null)]), reading(0, 10)).challenger).not.toHaveProperty(
    "coldStarts",
  );
});

function trialOf(cohorts: readonly TrialCohort[], maturedUntil: string | null = null) {
  return {
    cohorts,
    maturedUntil,
    champion: { variant: "main" },
    challenger: { variant: "version-2" },
  };
}

const reading = (start: number, end: number, more: Partial<Reading> = {}): Reading => ({
  start: at(start),
  end: at(end),
  period: minute,
  maturity: 0,
  warmUp: 0,
  ...more,
});

describe("a look's cohorts", () => {
  const cohorts = [cohort(0, 6), cohort(8, null)];

  it("are the requests of each way to divide the traffic; what came in between is in none", () => {
    const look = lookOf(minutes(0, 12), trialOf(cohorts), reading(8, 12));
    expect(look.requests?.cohorts).toEqual([
      {
        since: iso(0),
        champion: { requests: 60, trials: 60, successes: 48 },
        challenger: { requests: 30, trials: 30, successes: 18 },
      },
      {
        since: iso(8),
        champion: { requests: 40, trials: 40, successes: 32 },
        challenger: { requests: 20, trials: 20, successes: 12 },
      },
    ]);
    expect(look).toMatchObject({ start: iso(8), end: iso(12) });
    expect(look.champion).toMatchObject({ variant: "main", invocations: 40, errors: 4 });
  });

  it("begin with the first whole period, and end with the last", () => {
    const partial = [
      {
        ...cohort(0, null),
        since: new Date(at(0) + 1_000).toISOString(),
        until: new Date(at(3) - 1).toISOString(),
      },
    ];
    const look = lookOf(minutes(0, 5), trialOf(partial), reading(1, 5));
    expect(look.requests?.cohorts[0]?.champion.requests).toBe(10);
  });

  it("count a late outcome once, and for the cohort in which its request came", () => {
    const early = lookOf(
      minutes(0, 6, (start) => start < at(3)),
      trialOf([cohort(0, null)]),
      reading(0, 6),
    );
    expect(early.challenger).toMatchObject({ trials: 15, successes: 9, invocations: 30 });
    const read = readCohorts(cohorts, early.requests?.cohorts ?? []);
    const late = lookOf(
      minutes(0, 12, (start) => start < at(8)),
      trialOf(read),
      reading(8, 12),
    );
    expect(late.challenger).toMatchObject({ trials: 15, successes: 9, invocations: 20 });
    expect(late.requests?.cohorts[1]?.challenger).toEqual({ requests: 20, trials: 0, successes: 0 });
    const again = readCohorts(read, late.requests?.cohorts ?? []);
    const nothingNew = lookOf(
      minutes(0, 12, (start) => start < at(8)),
      trialOf(again),
      reading(12, 12),
    );
    expect(nothingNew.challenger).toMatchObject({ trials: 0, successes: 0, invocations: 0 });
  });

  it("lose nothing where CloudWatch forgets, and count nothing again where it remembers", () => {
    const all = lookOf(minutes(0, 6), trialOf([cohort(0, null)]), reading(0, 6));
    const read = readCohorts([cohort(0, null)], all.requests?.cohorts ?? []);
    const forgotten = lookOf(minutes(3, 6), trialOf(read), reading(6, 6));
    expect(forgotten.champion).toMatchObject({ trials: 0, successes: 0 });
    const after = readCohorts(read, forgotten.requests?.cohorts ?? []);
    const remembered = lookOf(minutes(0, 6), trialOf(after), reading(6, 6));
    expect(remembered.champion).toMatchObject({ trials: 0, successes: 0 });
  });

  it("have periods that are longer where CloudWatch keeps no shorter ones, if they are of one cohort", () => {
    const hourly = minutes(0, 12)
      .filter((_, index) => index % 4 === 0)
      .map((counts) => ({ ...counts, length: 4 * minute }));
    const look = lookOf(hourly, trialOf(cohorts), reading(8, 12));
    expect(look.requests?.cohorts.map(({ champion }) => champion.requests)).toEqual([10, 10]);
  });
});

describe("the guards' counts", () => {
  it("are of the look's own periods, without the warm-up after the last change", () => {
    const look = lookOf(
      minutes(0, 12),
      trialOf([cohort(0, 6), cohort(6, null)]),
      reading(6, 12, { warmUp: 4 * minute }),
    );
    expect(look.champion).toMatchObject({ invocations: 60, errors: 6 });
    expect(look.requests?.warm.champion).toEqual({ invocations: 20, errors: 2, slow: 0 });
    expect(look.requests?.dispersions.champion.errors).toMatchObject({ pairs: 1, trials: 20 });
  });

  it("are warm from the change itself on, not from the first whole period", () => {
    const since = new Date(at(0) + 1_000).toISOString();
    const warm = (warmUp: number) =>
      lookOf(minutes(0, 5), trialOf([{ ...cohort(0, null), since }]), reading(1, 5, { warmUp })).requests
        ?.warm.champion.invocations;
    expect(warm(59_000)).toBe(40);
    expect(warm(60_000)).toBe(30);
  });
});

describe("requests that are old enough", () => {
  const known = (start: number) => start < at(6);

  it("are those that have become so since the look before", () => {
    const first = lookOf(
      minutes(0, 10, known),
      trialOf([cohort(0, null)]),
      reading(5, 10, { maturity: 4 * minute }),
    );
    expect(first.requests?.matured).toEqual({
      until: iso(6),
      champion: { requests: 60, trials: 60, successes: 48 },
      challenger: { requests: 30, trials: 30, successes: 18 },
    });
    const next = lookOf(
      minutes(0, 12, () => true),
      trialOf([cohort(0, null)], iso(6)),
      reading(10, 12, { maturity: 4 * minute }),
    );
    expect(next.requests?.matured).toMatchObject({ until: iso(8), champion: { requests: 20 } });
  });

  it("are counted by whole periods, whatever the age is: none is lost between two looks", () => {
    let maturedUntil: string | null = null;
    let requests = 0;
    for (let end = 5; end <= 30; end += 5) {
      const look = lookOf(
        minutes(0, end),
        trialOf([cohort(0, null)], maturedUntil),
        reading(end - 5, end, { maturity: 90_000 }),
      );
      maturedUntil = look.requests?.matured.until ?? null;
      requests += look.requests?.matured.champion.requests ?? 0;
    }
    expect(maturedUntil).toBe(iso(28));
    expect(requests).toBe(280);
  });

  it("are of one cohort in each look", () => {
    const cohorts = [cohort(0, 6), cohort(8, null)];
    const first = lookOf(minutes(0, 14), trialOf(cohorts), reading(8, 14));
    expect(first.requests?.matured).toMatchObject({ until: iso(6), champion: { requests: 60 } });
    const second = lookOf(minutes(0, 14), trialOf(cohorts, iso(6)), reading(14, 14));
    expect(second.requests?.matured).toMatchObject({ until: iso(14), champion: { requests: 60 } });
  });

  it("are so from the age on that the trial itself shows, where nothing is known of before", () => {
    const late = minutes(0, 60, (start) => start < at(40));
    const look = lookOf(late, trialOf([cohort(0, null)]), reading(55, 60, { maturity: null }));
    const until = Date.parse(look.requests?.matured.until ?? "");
    expect(until).toBeGreaterThanOrEqual(at(38));
    expect(until).toBeLessThanOrEqual(at(42));
    const sparse = late.filter((_, index) => index % 3 === 0);
    const fewer = lookOf(sparse, trialOf([cohort(0, null)]), reading(55, 60, { maturity: null }));
    expect(Date.parse(fewer.requests?.matured.until ?? "")).toBeGreaterThanOrEqual(at(35));
    expect(Date.parse(fewer.requests?.matured.until ?? "")).toBeLessThanOrEqual(at(45));
  });

  it("go back to none that were judged before", () => {
    const look = lookOf(
      minutes(0, 10),
      trialOf([cohort(0, null)], iso(9)),
      reading(8, 10, { maturity: 5 * minute }),
    );
    expect(look.requests?.matured).toMatchObject({ until: iso(9), champion: { requests: 0 } });
  });
});

describe("units that have several outcomes", () => {
  it("make outcomes worth fewer, over the whole trial", () => {
    const [one] = minutes(0, 1);
    if (!one) throw new Error("There is a minute.");
    const periods = [
      { ...one, champion: arm(10, 30, 20, { effectiveTrials: 10 }) },
      { ...one, start: at(1), champion: arm(10, 10, 8, { effectiveTrials: 10 }) },
    ];
    const look = lookOf(periods, trialOf([cohort(0, null)]), reading(1, 2));
    expect(look.requests?.unitDesignEffect).toBe(2);
    expect(lookOf(minutes(0, 5), trialOf([cohort(0, null)]), reading(0, 5)).requests?.unitDesignEffect).toBe(
      1,
    );
  });
});

describe("a look at endpoints that queue requests", () => {
  const busy = (oldest: number) => ({ backlog: { perInstance: 3, oldest } });
  /** Ten minutes in which the champion takes 10 requests and the challenger 5, and answers as many of before. */
  const queued = (champion: Partial<ArmPeriod>, challenger: Partial<ArmPeriod>): readonly PeriodCounts[] =>
    minutes(0, 10).map((counts) => ({
      ...counts,
      champion: { ...counts.champion, accepted: 20, ...champion },
      challenger: { ...counts.challenger, accepted: 10, ...challenger },
    }));
  const splitOf = (periods: readonly PeriodCounts[]) =>
    lookOf(periods, trialOf([cohort(0, null)]), reading(0, 10)).requests?.split?.served;

  it("has the split of requests by when they came, and its guards' counts by when they were answered", () => {
    const look = lookOf(queued(busy(0), busy(0)), trialOf([cohort(0, null)]), reading(0, 10));
    // The first of the nine periods before the last measurement is left out, as everywhere.
    expect(look.requests?.split?.served).toEqual([{ champion: 160, challenger: 80 }]);
    expect(look.requests?.cohorts[0]).toMatchObject({
      champion: { requests: 200 },
      challenger: { requests: 100 },
    });
    expect(look.champion).toMatchObject({ invocations: 100, errors: 10 });
  });

  it("has no split of requests that came after the oldest that waits, in either arm", () => {
    // The last measurement began at the ninth minute, when one had waited for four.
    expect(splitOf(queued(busy(0), busy(4 * minute)))).toEqual([{ champion: 80, challenger: 40 }]);
    expect(splitOf(queued(busy(4 * minute), busy(0)))).toEqual([{ champion: 80, challenger: 40 }]);
  });

  it("has what waited in each of its measurements that are warm", () => {
    const periods = queued(busy(0), busy(0)).map((counts, minutesIn) => ({
      ...counts,
      // Long while it warms up, then 5 to 13 requests; the champion's is empty once.
      challenger: {
        ...counts.challenger,
        backlog: { perInstance: minutesIn < 2 ? 1 : 3 + minutesIn, oldest: minute },
      },
      champion: { ...counts.champion, backlog: { perInstance: minutesIn === 6 ? 0 : 9, oldest: 0 } },
    }));
    const { backlogs } = lookOf(periods, trialOf([cohort(0, null)]), reading(0, 10, { warmUp: 2 * minute }));
    expect(backlogs).toEqual({
      champion: { perInstance: 0, oldest: 0 },
      challenger: { perInstance: 5, oldest: minute },
    });
    expect(lookOf(minutes(0, 10), trialOf([cohort(0, null)]), reading(0, 10)).backlogs).toBeUndefined();
  });

  it("says where not all of its warm periods were measured", () => {
    const gapsOf = (unmeasured: number) =>
      lookOf(
        queued(busy(0), {}).map((counts, minutesIn) => ({
          ...counts,
          challenger: { ...counts.challenger, ...(minutesIn === unmeasured ? {} : busy(0)) },
        })),
        trialOf([cohort(0, null)]),
        reading(0, 10, { warmUp: 2 * minute }),
      ).queueHasGaps;
    expect([0, 1, 2, 9, 10].map(gapsOf)).toEqual([undefined, undefined, true, true, undefined]);
  });

  it("has none where nobody measured a queue", () => {
    expect(splitOf(queued(busy(0), {}))).toEqual([{ champion: 0, challenger: 0 }]);
  });
});
