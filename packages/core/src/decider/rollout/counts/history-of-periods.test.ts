import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import type { ArmPeriod } from "../../../vocabulary/trial/period-counts.ts";
import { historyOfPeriods } from "./history-of-periods.ts";
import { maturityInPeriods } from "./maturity.ts";

const minute = 60_000;
const day = 1_440;

/** A day's minutes; counts are drawn, so that they differ by chance and no more unless told so. */
function dayOf(
  {
    requests = () => 40,
    rate = () => 0.7,
    knownAfter = 0,
    share = 1,
    together = 1,
  }: {
    requests?: (index: number) => number;
    rate?: (index: number) => number;
    /** Minutes until outcomes are known. */
    knownAfter?: number;
    share?: number;
    /** So many outcomes are one. */
    together?: number;
  } = {},
  seed = 5,
): readonly ArmPeriod[] {
  const random = xoroshiro128plus(seed);
  const drawn = () => (random.next() >>> 0) / 2 ** 32;
  const of = (count: number, chance: number) =>
    Array.from({ length: count }, drawn).filter((one) => one < chance).length;
  return Array.from({ length: day }, (_, index) => {
    const invocations = Math.round(requests(index));
    const units = index < day - knownAfter ? of(Math.round(invocations / together), share) : 0;
    return {
      invocations,
      trials: units * together,
      successes: of(units, rate(index)) * together,
      errors: of(invocations, 0.01),
      slow: of(invocations, 0.01),
    };
  });
}

describe("the age at which outcomes are known", () => {
  it.each([
    [0, 0, 0],
    [30, 28, 33],
    [240, 230, 264],
  ])("is found: %i minutes", (knownAfter, least, most) => {
    const { periods } = historyOfPeriods(dayOf({ knownAfter }), minute);
    expect(periods?.maturity).toBeGreaterThanOrEqual(least * minute);
    expect(periods?.maturity).toBeLessThanOrEqual(most * minute);
  });

  it("is that of those which ever become known", () => {
    const { periods, trials } = historyOfPeriods(dayOf({ knownAfter: 60, share: 0.3 }), minute);
    expect(periods?.maturity).toBeLessThanOrEqual(66 * minute);
    expect(periods?.maturity).toBeGreaterThanOrEqual(50 * minute);
    expect(trials / (periods?.matured ?? 0)).toBeCloseTo(0.3, 1);
  });

  it("is found of a champion that serves for an hour", () => {
    const served = dayOf({ knownAfter: 10 }).map((period, index) =>
      index < day - 60 ? { invocations: 0, trials: 0, successes: 0, errors: 0, slow: 0 } : period,
    );
    const { periods } = historyOfPeriods(served, minute);
    expect(periods?.maturity).toBeGreaterThanOrEqual(8 * minute);
    expect(periods?.maturity).toBeLessThanOrEqual(11 * minute);
  });

  it("is unknown without outcomes", () => {
    expect(maturityInPeriods([])).toBeNull();
    expect(historyOfPeriods(dayOf({ share: 0 }), minute).periods).toMatchObject({
      maturity: null,
      cycle: "none",
    });
  });
});

describe("a day's design effects", () => {
  it("are 1 where outcomes have nothing to do with each other", () => {
    expect(historyOfPeriods(dayOf(), minute).periods?.designEffects).toEqual({
      outcomes: 1,
      errors: 1,
      slow: 1,
    });
  });

  it("are about as many as go together, however the rate wanders over the day", () => {
    const wandering = (index: number) => 0.6 + 0.2 * Math.sin((2 * Math.PI * index) / day);
    const { periods } = historyOfPeriods(dayOf({ together: 8, rate: wandering }), minute);
    expect(periods?.designEffects.outcomes).toBeGreaterThan(6.5);
    expect(periods?.designEffects.outcomes).toBeLessThan(9.5);
  });

  it("are not taken from a level that changed once, as by a drift", () => {
    const drifted = dayOf({ requests: () => 400, rate: (index) => (index < 1_300 ? 0.9 : 0.4) });
    expect(historyOfPeriods(drifted, minute).periods?.designEffects.outcomes).toBe(1);
    const short = drifted.slice(1_297, 1_305);
    expect(historyOfPeriods(short, minute).periods?.designEffects.outcomes).toBe(1);
  });

  it("are at least what is told of units", () => {
    const told = dayOf().map((period) => ({ ...period, effectiveTrials: period.trials / 3 }));
    expect(historyOfPeriods(told, minute).periods?.designEffects.outcomes).toBeCloseTo(3, 10);
  });

  it.each([1, 2, 3, 4, 5])("are what is told of units where periods differ as that says: seed %i", (seed) => {
    const told = dayOf({ together: 4 }, seed).map((period) => ({
      ...period,
      effectiveTrials: period.trials / 4,
    }));
    expect(historyOfPeriods(told, minute).periods?.designEffects.outcomes).toBeCloseTo(4, 10);
  });

  it("are more than what is told of units where periods differ more than that by far", () => {
    const told = dayOf({ together: 8 }).map((period) => ({ ...period, effectiveTrials: period.trials / 3 }));
    const { periods } = historyOfPeriods(told, minute);
    expect(periods?.designEffects.outcomes).toBeGreaterThan(6.5);
    expect(periods?.designEffects.outcomes).toBeLessThan(9.5);
  });
});

describe("a daily cycle", () => {
  const wave = (index: number) => Math.sin((2 * Math.PI * index) / day);
  const cycle = (periods: readonly ArmPeriod[]) => historyOfPeriods(periods, minute).periods?.cycle;

  it("is seen in the number of requests, and in the share of good outcomes", () => {
    expect(cycle(dayOf({ requests: (index) => 40 + 20 * wave(index) }))).toBe("daily");
    expect(cycle(dayOf({ rate: (index) => 0.7 + 0.1 * wave(index) }))).toBe("daily");
  });

  it("is seen in the mean of values, and not where these are the same all day", () => {
    const valued = (swing: number) =>
      dayOf().map((counts, index): ArmPeriod => {
        // As many values lie a unit above the mean as below it.
        const mean = 10 + swing * wave(index);
        const { trials: count } = counts;
        return {
          ...counts,
          successes: 0,
          values: { count, sum: count * mean, squares: count * (mean ** 2 + 1) },
        };
      });
    expect(cycle(valued(0.5))).toBe("daily");
    expect(cycle(valued(0))).toBe("none");
  });

  it("is not seen in chance, nor in a few more requests that are certain and no matter", () => {
    expect(cycle(dayOf())).toBe("none");
    expect(cycle(dayOf({ requests: (index) => 400 + 20 * wave(index) }))).toBe("none");
  });

  it("is unknown where less than a day is known", () => {
    expect(historyOfPeriods(dayOf().slice(-600), minute).periods?.cycle).toBe("unknown");
    const none = { invocations: 0, trials: 0, successes: 0, errors: 0, slow: 0 };
    expect(cycle(Array.from({ length: day }, () => none))).toBe("unknown");
  });
});
