import { describe, expect, it } from "vitest";
import type { PastTrials } from "../../vocabulary/state.ts";
import { alphaOf, marginOf } from "./past-trials.ts";

const now = new Date("2026-06-01T00:00:00Z");
const none: PastTrials = { trials: [], givenUp: 0, givenUpBefore: 0 };
const rules = { minimumEffect: 0.02, mayGiveUp: undefined, falsePromotions: undefined };

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
