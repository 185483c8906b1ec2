import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
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
      success: at % 5 === 0 ? null : at % 3 === 0,
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

const rules = { period: 10 * second, lookEvery: 10 * second, deadline: 24 * hour };

describe("a trial's counts", () => {
  test("are at each look what is known then, though only those of some looks are held at once", () => {
    const rows = rowsOf(5_000, 3 * hour, 1);
    const trial = shelved(rows);
    // Of 3 hours and the last outcomes there are more looks, times periods, than are held.
    const span = new TrialSpan(trial, rules);
    let readings = 0;
    const counts = new TrialCounts(trial, span, () => {
      readings += 1;
      return rows;
    });
    expect(span.looks).toBeGreaterThan(1_300);
    for (let look = 1; look <= span.looks; look += 1) {
      const periods = counts.at(look);
      if (look % 100 !== 0 && look !== span.looks) continue;
      const end = span.timeOf(look);
      const asked = rows.filter(({ requestedAt }) => requestedAt < end);
      const known = asked.filter(({ knownAt, success }) => knownAt <= end && success !== null);
      const sum = (of: "invocations" | "trials" | "successes") =>
        periods.reduce((all, { champion, challenger }) => all + champion[of] + challenger[of], 0);
      expect({ look, counts: [sum("invocations"), sum("trials"), sum("successes")] }).toEqual({
        look,
        counts: [asked.length, known.length, known.filter(({ success }) => success).length],
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
    const counts = new TrialCounts(trial, span, () => rows);
    const lengths = [1, 2, 3, 4].map((look) => counts.at(look).length);
    expect(lengths).toEqual([1, 3, 4, 6]);
    for (let look = 5; look <= span.looks; look += 1) counts.at(look);
    const known = rows.filter(({ success }) => success !== null);
    const all = counts.at(span.looks).flatMap(({ champion, challenger }) => [champion, challenger]);
    expect(all.reduce((sum, { trials }) => sum + trials, 0)).toBe(known.length);
  });

  test("say how many independent outcomes the outcomes of units are worth", () => {
    const rows = rowsOf(400, hour, 3).map((row, at) => ({ ...row, unit: at % 20, success: at % 20 < 10 }));
    const trial = shelved(rows);
    const span = new TrialSpan(trial, {
      ...rules,
      period: 60 * second,
      lookEvery: 3 * hour,
    });
    const [periods] = [new TrialCounts(trial, span, () => rows).at(1)];
    const arms = periods.flatMap(({ champion, challenger }) => [champion, challenger]);
    const effective = arms.reduce((sum, one) => sum + (one.effectiveTrials ?? 0), 0);
    // Twenty units of twenty outcomes each, ten of each arm, whose outcomes are all alike.
    expect(400 / effective).toBeCloseTo(20 * (20 / 18), 0);
  });
});
