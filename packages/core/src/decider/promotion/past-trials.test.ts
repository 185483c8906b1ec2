import { describe, expect, it } from "vitest";
import { seededIntegers } from "../../stats/random.ts";
import { meanEvidence, updateMeanProcess } from "../../stats/sequential/mean-process.ts";
import type { PastTrials } from "../../vocabulary/state.ts";
import { startReferee } from "../rollout/evidence/referee.ts";
import { alphaOf, differenceOf, marginOf } from "./past-trials.ts";

const now = new Date("2026-06-01T00:00:00Z");
const none: PastTrials = { trials: [], givenUp: 0, givenUpBefore: 0 };
const rules = { minimumEffect: 0.02, outcomes: {}, mayGiveUp: undefined, falsePromotions: undefined };

/** As many trials as days before now. */
function trialsOf(days: readonly number[], promoted: number): PastTrials {
  const trials = days.map((day, index) => ({
    startedAt: new Date(now.getTime() - day * 86_400_000).toISOString(),
    promoted: index < promoted,
  }));
  return { ...none, trials };
}

describe("how much worse a challenger that is not worse may be", () => {
  it("is the smallest difference that matters, while promotions have lost nothing", () => {
    expect(marginOf(rules, none)).toBe(0.02);
  });

  it("is less by what promotions have lost of the best champion's rate, and nothing once all is given up", () => {
    expect(marginOf(rules, { ...none, givenUp: 0.015 })).toBeCloseTo(0.005, 12);
    expect(marginOf(rules, { ...none, givenUp: 0.03 })).toBe(0);
  });

  it("is all of it for longer where the policy says that more may be given up", () => {
    expect(marginOf({ ...rules, mayGiveUp: 0.05 }, { ...none, givenUp: 0.015 })).toBe(0.02);
  });
});

describe("where outcomes are values", () => {
  const value = { better: "higher" as const, minimumEffect: 0.05 };
  const valued = { ...rules, outcomes: { value } };
  const counts = (count: number, mean: number) => ({
    ...{ requests: count, trials: count, successes: 0 },
    values: { count, sum: count * mean, squares: count * (mean ** 2 + 1) },
  });
  const past = { count: 100, sum: 1_000, squares: 10_100 };
  const valuesOf = (better: "higher" | "lower") => ({ better, minimumEffect: 0.05, low: 0, high: 20, past });
  const history = { rate: 0.5, weight: 0, errorRate: 0, latency: null, values: valuesOf("higher") };
  const effects = { outcome: 0.02, errors: 0.01, slow: 0.01 };

  /** The difference of a trial in which both arms had such means. */
  function difference(champion: number, challenger: number, better: "higher" | "lower" = "higher"): number {
    const told = { ...history, values: valuesOf(better) };
    const matured = { champion: counts(900, champion), challenger: counts(100, challenger) };
    return differenceOf({ referee: { ...startReferee(told, effects), matured }, history: told });
  }

  it("the margin is a share of the mean, the smallest that matters of values, less what was given up", () => {
    expect(marginOf(valued, none)).toBe(0.05);
    expect(marginOf(valued, { ...none, givenUp: 0.03 })).toBeCloseTo(0.02, 12);
    expect(marginOf({ ...valued, mayGiveUp: 0.01 }, none)).toBe(0.01);
  });

  it("a promotion gives up by how much of the champion's mean the challenger's is worse, whichever way is better", () => {
    expect(difference(10, 9.8)).toBeCloseTo(-0.02, 12);
    expect(difference(10, 10.5)).toBeCloseTo(0.05, 12);
    expect(difference(10, 10.5, "lower")).toBeCloseTo(-0.05, 12);
    expect(difference(-10, -9.8)).toBeCloseTo(0.02, 12);
    expect(difference(0, 1)).toBe(0);
  });

  it("a smaller margin is what the next challenger is asked for, and none asks for a better one", () => {
    const asked = (margin?: number) => {
      const referee = startReferee(history, { ...effects, ...(margin !== undefined && { margin }) });
      return referee.values?.notWorse.allowance;
    };
    expect([asked(), asked(0.02), asked(0)]).toEqual([0.05, 0.02, 0]);
  });

  it("a year of challengers, each a little worse, loses no more than may be given up", () => {
    const random = seededIntegers(4);
    const share = () => random() / 2 ** 32;
    const served = (count: number, mean: number) => {
      let [sum, squares] = [0, 0];
      for (let at = 0; at < count; at += 1) {
        const drawn = Math.min(20, Math.max(0, mean + 2 * (share() + share() - 1)));
        sum += drawn;
        squares += drawn ** 2;
      }
      return { requests: count, trials: count, successes: 0, values: { count, sum, squares } };
    };
    let [mean, past] = [10, none];
    let promotions = 0;
    for (let trial = 0; trial < 52; trial += 1) {
      const margin = marginOf(valued, past);
      const matured = { champion: served(3_000, mean), challenger: served(3_000, 0.985 * mean) };
      const start = startReferee(history, { ...effects, margin });
      const values = start.values && {
        ...start.values,
        notWorse: updateMeanProcess(start.values.notWorse, {
          blocks: [{ champion: matured.champion.values, challenger: matured.challenger.values, share: 0.5 }],
          settled: matured.champion.values,
        }),
      };
      if (!values || meanEvidence(values.notWorse) < Math.log(40)) continue;
      promotions += 1;
      const lost = differenceOf({ referee: { ...start, matured }, history });
      past = { ...past, givenUp: Math.max(0, past.givenUp - lost) };
      mean *= 0.985;
    }
    expect(promotions).toBeGreaterThan(0);
    expect(mean).toBeGreaterThan(0.945 * 10);
  });
});

describe("the probability of a false promotion", () => {
  it("is 2.5% a trial where the policy asks for nothing more", () => {
    expect(alphaOf(rules, trialsOf([1, 2, 3], 0), now)).toBe(0.025);
  });

  it("is a year's share spread over its trials, and each promotion gives some back", () => {
    const falsePromotions = { share: 0.05, trialsPerYear: 50 };
    expect(alphaOf({ ...rules, falsePromotions }, none, now)).toBeCloseTo(0.001, 12);
    expect(alphaOf({ ...rules, falsePromotions }, trialsOf([10, 20, 30], 2), now)).toBeCloseTo(0.003, 12);
  });

  it("forgets trials of more than a year ago, and is spread over more trials than were planned", () => {
    const falsePromotions = { share: 0.05, trialsPerYear: 2 };
    expect(alphaOf({ ...rules, falsePromotions }, trialsOf([400, 500], 2), now)).toBeCloseTo(0.025, 12);
    const many = trialsOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 0);
    expect(alphaOf({ ...rules, falsePromotions }, many, now)).toBeCloseTo(0.005, 12);
  });
});
