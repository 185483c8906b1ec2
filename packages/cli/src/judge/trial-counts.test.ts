import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { describe, expect, test } from "vitest";
import type { KeptRow, ShelvedTrial } from "./row-shelf.ts";
import { TrialCounts } from "./trial-counts.ts";
import { TrialSpan } from "./trial-span.ts";

const second = 1_000;
const hour = 3_600 * second;
const start = Date.parse("2026-03-01T08:00:00Z");

function rowsOf(count: number, over: number, seed: number): readonly KeptRow[] {
  const random = seededIntegers(seed);
  return Array.from({ length: count }, (_, at) => {
    const requestedAt = start + integerBelow(over, random);
    return {
      isChallenger: at % 2 === 0,
      requestedAt,
      knownAt: requestedAt + integerBelow(hour, random),
      unit: integerBelow(5_000, random),
      outcome: at % 5 === 0 ? null : at % 3 === 0 ? 1 : 0,
      segment: null,
      isError: at % 50 === 0,
      latencyMilliseconds: null,
    };
  });
}

function shelved(rows: readonly KeptRow[]): ShelvedTrial {
  const first = (isChallenger: boolean) =>
    Math.min(...rows.filter((row) => row.isChallenger === isChallenger).map((row) => row.requestedAt));
  return {
    name: "1",
    rows: rows.length,
    firstChampion: first(false),
    firstChallenger: first(true),
    last: Math.max(...rows.map(({ knownAt }) => knownAt)),
    hasUnits: true,
    hasLatencies: false,
  };
}

const rates = { outcome: "success", segments: [] } as const;
const rules = { period: 10 * second, lookEvery: 10 * second, deadline: 24 * hour };

describe("a trial's counts", () => {
  test("are at each look what is known then, though only those of some looks are held at once", () => {
    const rows = rowsOf(5_000, 3 * hour, 1);
    const trial = shelved(rows);
    // Of 3 hours and the last outcomes there are more looks, times periods, than are held.
    const span = new TrialSpan(trial, rules);
    let readings = 0;
    const counts = new TrialCounts(trial, span, rates, () => {
      readings += 1;
      return rows;
    });
    expect(span.looks).toBeGreaterThan(1_300);
    for (let look = 1; look <= span.looks; look += 1) {
      const periods = counts.at(look);
      if (look % 100 !== 0 && look !== span.looks) continue;
      const end = span.timeOf(look);
      const asked = rows.filter(({ requestedAt }) => requestedAt < end);
      const known = asked.filter(({ knownAt, outcome }) => knownAt <= end && outcome !== null);
      const sum = (of: "invocations" | "trials" | "successes") =>
        periods.reduce((all, { champion, challenger }) => all + champion[of] + challenger[of], 0);
      expect({ look, counts: [sum("invocations"), sum("trials"), sum("successes")] }).toEqual({
        look,
        counts: [asked.length, known.length, known.filter(({ outcome }) => outcome === 1).length],
      });
    }
    // Once for units, and once for each part; never once for each look.
    expect(readings).toBeGreaterThan(2);
    expect(readings).toBeLessThan(10);
  });

  test("are of complete periods, where looks end inside of one", () => {
    const rows = rowsOf(200, hour, 2);
    const trial = shelved(rows);
    const uneven = { ...rules, period: 60 * second, lookEvery: 90 * second };
    const span = new TrialSpan(trial, uneven);
    const counts = new TrialCounts(trial, span, rates, () => rows);
    const lengths = [1, 2, 3, 4].map((look) => counts.at(look).length);
    expect(lengths).toEqual([1, 3, 4, 6]);
    for (let look = 5; look <= span.looks; look += 1) counts.at(look);
    const known = rows.filter(({ outcome }) => outcome !== null);
    const all = counts.at(span.looks).flatMap(({ champion, challenger }) => [champion, challenger]);
    expect(all.reduce((sum, { trials }) => sum + trials, 0)).toBe(known.length);
  });

  test("say how many independent outcomes the outcomes of units are worth", () => {
    const rows = rowsOf(400, hour, 3).map((row, at) => ({
      ...row,
      unit: at % 20,
      outcome: at % 20 < 10 ? 1 : 0,
    }));
    const trial = shelved(rows);
    const span = new TrialSpan(trial, {
      ...rules,
      period: 60 * second,
      lookEvery: 3 * hour,
    });
    const [periods] = [new TrialCounts(trial, span, rates, () => rows).at(1)];
    const arms = periods.flatMap(({ champion, challenger }) => [champion, challenger]);
    const effective = arms.reduce((sum, one) => sum + (one.effectiveTrials ?? 0), 0);
    // Twenty units of twenty outcomes each, ten of each arm, whose outcomes are all alike.
    expect(400 / effective).toBeCloseTo(20 * (20 / 18), 0);
  });

  test("are sums of values within bounds, which the champion's own values before tell", () => {
    const random = seededIntegers(4);
    const rows = rowsOf(3_000, 2 * hour, 4).map((row): KeptRow => {
      const isBefore = row.requestedAt < start + hour;
      // One in a hundred is far beyond all others.
      const tail = integerBelow(100, random) === 0 ? 1e6 : 0;
      return {
        ...row,
        isChallenger: row.isChallenger && !isBefore,
        knownAt: row.requestedAt,
        segment: null,
        outcome: 10 + integerBelow(1_000, random) / 100 + tail,
      };
    });
    const trial = shelved(rows);
    const minutely = { ...rules, period: 60 * second, lookEvery: hour };
    const span = new TrialSpan(trial, minutely);
    const before = rows
      .filter((row) => row.requestedAt < span.start)
      .map(({ outcome }) => outcome ?? 0)
      .toSorted((one, other) => one - other);
    const nearestRank = (share: number) => before[Math.ceil(share * before.length) - 1];
    const found = new TrialCounts(trial, span, { outcome: "value", segments: [] }, () => rows);
    expect(found.bounds).toEqual({ low: nearestRank(0.005), high: nearestRank(0.995) });
    const bounds = { low: 11, high: 19 };
    const counts = new TrialCounts(trial, span, { outcome: "value", segments: [], bounds }, () => rows);
    const within = rows
      .filter((row) => !row.isChallenger && row.requestedAt >= span.start)
      .map(({ outcome }) => Math.min(19, Math.max(11, outcome ?? 0)));
    let periods: readonly PeriodCounts[] = [];
    for (let look = 1; look <= span.looks; look += 1) periods = counts.at(look);
    const sumOf = (of: "count" | "sum" | "squares") =>
      periods.reduce((sum, { champion }) => sum + (champion.values?.[of] ?? 0), 0);
    expect(sumOf("count")).toBe(within.length);
    expect(sumOf("sum")).toBeCloseTo(
      within.reduce((sum, value) => sum + value, 0),
      6,
    );
    expect(sumOf("squares")).toBeCloseTo(
      within.reduce((sum, value) => sum + value ** 2, 0),
      5,
    );
    expect(periods.every(({ champion }) => champion.successes === 0)).toBe(true);
    expect(periods.reduce((sum, { champion }) => sum + champion.trials, 0)).toBe(within.length);
  });

  test("are told of the segments that are named, and of no others", () => {
    const rows = rowsOf(900, hour, 5).map((row, at) => ({
      ...row,
      knownAt: row.requestedAt,
      segment: at % 7 < 3 ? at % 2 : null,
    }));
    const trial = shelved(rows);
    const span = new TrialSpan(trial, { ...rules, period: 60 * second, lookEvery: 2 * hour });
    const counted = { outcome: "success", segments: ["even", "odd"] } as const;
    const periods = new TrialCounts(trial, span, counted, () => rows).at(1);
    for (const [place, name] of counted.segments.entries()) {
      const known = rows.filter(({ segment, outcome }) => segment === place && outcome !== null);
      const arms = periods.flatMap(({ champion, challenger }) => [champion, challenger]);
      const sum = (of: "trials" | "successes") =>
        arms.reduce((all, { segments }) => all + (segments?.[name]?.[of] ?? 0), 0);
      expect([sum("trials"), sum("successes")]).toEqual([
        known.length,
        known.filter(({ outcome }) => outcome === 1).length,
      ]);
    }
  });
});
