import { describe, expect, it } from "vitest";
import type { TrialCounts } from "../../vocabulary/state.ts";
import type { LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { dividedSince, dividedUntil, looked, newTrial, readCohorts } from "./trial.ts";

const history = { rate: 0.7, weight: 100, errorRate: 0, latency: null };
const effects = { outcome: 0.05, errors: 0.01, slow: 0.02 };
const counts = { trials: 40, successes: 30, invocations: 100, errors: 2, slow: 1 };
const even = {
  outcomes: { pairs: 0, squares: 0, trials: 0, successes: 0 },
  errors: { pairs: 0, squares: 0, trials: 0, successes: 0 },
  slow: { pairs: 0, squares: 0, trials: 0, successes: 0 },
};

/** A look as ledgers of before 0.2 have it. */
const old: LookMetrics = {
  start: "2026-03-02T10:00:00.000Z",
  end: "2026-03-02T10:05:00.000Z",
  champion: { variant: "main", ...counts },
  challenger: { variant: "version-2", ...counts, trials: 10, successes: 9 },
};

function started(first: string, ...later: readonly string[]): TrialCounts {
  let trial = newTrial(history, effects);
  for (const at of [first, ...later]) trial = { ...trial, ...dividedSince(trial, at, 50) };
  return trial;
}

describe("a trial", () => {
  it("has a cohort for each way in which the traffic was divided, each ended by the next", () => {
    const trial = started("2026-03-02T10:00:00.000Z", "2026-03-02T11:00:00.000Z");
    expect(trial.cohorts).toMatchObject([
      { since: "2026-03-02T10:00:00.000Z", until: "2026-03-02T11:00:00.000Z" },
      { since: "2026-03-02T11:00:00.000Z", until: null },
    ]);
    expect(dividedUntil(trial, "2026-03-02T12:00:00.000Z").map(({ until }) => until)).toEqual([
      "2026-03-02T11:00:00.000Z",
      "2026-03-02T12:00:00.000Z",
    ]);
  });

  it("counts anew since its last change, and all of it for the end", () => {
    const before = looked(started("2026-03-02T10:00:00.000Z"), old);
    expect(before.sinceShift.champion).toEqual(counts);
    const after = looked({ ...before, ...dividedSince(before, "2026-03-02T11:00:00.000Z", 50) }, old);
    expect(after.sinceShift.champion).toEqual(counts);
    expect(after.championSeen).toMatchObject({ invocations: 200, trials: 80 });
    expect(after.totals.challenger).toEqual({ trials: 20, successes: 18 });
  });
});

describe("a look of before 0.2", () => {
  it("is taken for the last cohort's, and bets on its own counts", () => {
    const trial = looked(started("2026-03-02T09:00:00.000Z", "2026-03-02T10:00:00.000Z"), old);
    expect(trial.cohorts.map(({ challenger }) => challenger)).toEqual([
      { requests: 0, trials: 0, successes: 0 },
      { requests: 100, trials: 10, successes: 9 },
    ]);
    expect(trial.maturedUntil).toBeNull();
    expect(trial.referee.better.logProducts.every((product) => product !== 0)).toBe(true);
    expect(trial.referee.notWorse.logProducts.some((product) => product !== 0)).toBe(true);
    expect(trial.referee.labels.more.logProducts).toEqual([0, 0, 0]);
  });
});

describe("a look by the time of the request", () => {
  const cohort = (trials: number) => ({
    since: "2026-03-02T10:00:00.000Z",
    champion: { requests: 100, trials, successes: Math.round(trials * 0.75) },
    challenger: { requests: 100, trials, successes: Math.round(trials * 0.75) },
  });
  const look = (trials: number): LookMetrics => ({
    ...old,
    requests: {
      cohorts: [cohort(trials)],
      matured: {
        until: "2026-03-02T10:03:00.000Z",
        champion: cohort(trials).champion,
        challenger: cohort(trials).challenger,
      },
      warm: {
        champion: { invocations: 60, errors: 1, slow: 0 },
        challenger: { invocations: 60, errors: 0, slow: 0 },
      },
      dispersions: { champion: even, challenger: even },
      unitDesignEffect: 2,
    },
  });

  it("leaves what it has read, and until when", () => {
    const trial = looked(started("2026-03-02T10:00:00.000Z"), look(40));
    expect(trial.cohorts).toMatchObject([{ ...cohort(40), until: null }]);
    expect(trial).toMatchObject({
      readUntil: "2026-03-02T10:05:00.000Z",
      maturedUntil: "2026-03-02T10:03:00.000Z",
      sinceShift: { champion: { invocations: 60, errors: 1, trials: 40 } },
      referee: { unitDesignEffect: 2, matured: { champion: { requests: 100, trials: 40 } } },
    });
  });

  it("brings as evidence what became known since the one before", () => {
    const once = looked(started("2026-03-02T10:00:00.000Z"), look(40));
    const again = looked(once, look(40));
    expect(again.referee.better.logProducts).toEqual(once.referee.better.logProducts);
  });

  it("takes nothing back that was known", () => {
    const [read] = readCohorts(looked(started("2026-03-02T10:00:00.000Z"), look(40)).cohorts, [cohort(10)]);
    expect(read?.champion).toEqual({ requests: 100, trials: 40, successes: 30 });
  });

  it("takes no values and no segments back either", () => {
    const known = (count: number) => ({
      ...cohort(count).champion,
      values: { count, sum: 2 * count, squares: 5 * count },
      segments: { north: { trials: count, successes: 1 } },
    });
    const of = (count: number) => ({ ...cohort(count), champion: known(count) });
    const before = readCohorts(started("2026-03-02T10:00:00.000Z").cohorts, [of(40)]);
    expect(readCohorts(before, [of(10)])[0]?.champion).toEqual(known(40));
    expect(readCohorts(before, [of(50)])[0]?.champion).toEqual(known(50));
  });
});
