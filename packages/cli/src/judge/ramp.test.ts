import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, test } from "vitest";
import { type Division, firstStep, stepUp } from "./ramp.ts";

const ramp = [5, 10, 25, 50];

/** Periods of so many requests, each the challenger's with the share of its period. */
function drawn(shares: readonly number[], requests: number, random: () => number): readonly Division[] {
  return shares.map((share) => {
    const ours = Array.from({ length: requests }, () => integerBelow(1_000, random) < 1_000 * share);
    return { requests, challenger: ours.filter(Boolean).length };
  });
}

const sum = (periods: readonly Division[]): Division => ({
  requests: periods.reduce((all, { requests }) => all + requests, 0),
  challenger: periods.reduce((all, { challenger }) => all + challenger, 0),
});

describe("the step of a ramp that requests show", () => {
  test("is at first the nearest one: the first for shares below, the last for shares above", () => {
    const step = (percent: number) => firstStep(ramp, { requests: 10_000, challenger: 100 * percent });
    expect([0.1, 5, 7, 8, 17, 18, 38, 90].map(step)).toEqual([5, 5, 5, 10, 10, 25, 50, 50]);
  });

  test("is at first the ramp's own first one, where a few requests could show another by chance", () => {
    expect(firstStep([10, 50], { requests: 0, challenger: 0 })).toBe(10);
    expect(firstStep([10, 50], { requests: 3, challenger: 1 })).toBe(10);
    expect(firstStep([10, 50], { requests: 10, challenger: 4 })).toBe(10);
    expect(firstStep([10, 50], { requests: 20, challenger: 10 })).toBe(50);
  });

  test("stays as long as the share does, however often it is looked at", () => {
    const random = seededIntegers(1);
    let since: Division = { requests: 0, challenger: 0 };
    for (let look = 0; look < 2_000; look += 1) {
      const periods = drawn([0.1, 0.1, 0.1, 0.1, 0.1], 8, random);
      since = sum([since, ...periods]);
      expect(stepUp(ramp, 10, { periods, since })).toBeNull();
    }
  });

  test("goes up with the share, from the period on in which it did", () => {
    const random = seededIntegers(2);
    const periods = drawn([0.1, 0.1, 0.1, 0.5, 0.5], 50, random);
    expect(stepUp(ramp, 10, { periods, since: sum(periods) })).toMatchObject({ step: 50, period: 3 });
    const small = drawn([0.05, 0.1, 0.1, 0.1, 0.1], 2_000, random);
    expect(stepUp(ramp, 5, { periods: small, since: sum(small) })).toMatchObject({ step: 10, period: 1 });
    // The last period alone, in a look whose share is still nearest to the step before.
    const last = drawn([0.1, 0.1, 0.1, 0.1, 0.5], 60, random);
    expect(stepUp([10, 50], 10, { periods: last, since: sum(last) })).toMatchObject({ step: 50, period: 4 });
  });

  test("goes up by looks that are too small to tell alone, once they tell together", () => {
    const random = seededIntegers(3);
    let since: Division = { requests: 0, challenger: 0 };
    const found = Array.from({ length: 30 }, () => {
      const periods = drawn([0.5], 3, random);
      since = sum([since, ...periods]);
      return stepUp([10, 50], 10, { periods, since })?.step ?? null;
    });
    expect(found[0]).toBeNull();
    expect(found.at(-1)).toBe(50);
  });

  test("never goes down, and not beyond the last", () => {
    const none = [{ requests: 1_000, challenger: 10 }];
    expect(stepUp(ramp, 50, { periods: none, since: sum(none) })).toBeNull();
    expect(stepUp(ramp, 25, { periods: none, since: sum(none) })).toBeNull();
    const most = [{ requests: 1_000, challenger: 900 }];
    expect(stepUp(ramp, 50, { periods: most, since: sum(most) })).toBeNull();
  });
});
