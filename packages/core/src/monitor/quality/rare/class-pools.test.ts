import { describe, expect, test } from "vitest";
import { seededIntegers } from "../../../stats/random.ts";
import { type ClassCounts, noCounts, plusCounts } from "./class-counts.ts";
import { judgeClasses } from "./class-lines.ts";
import { type ClassPools, pooledIn, pooledWith, readPools } from "./class-pools.ts";
import { answers, confirmations, hour, JudgedHours, trained } from "./hours.fixture.ts";
import { rareClasses } from "./rare-classes.ts";

const classes = rareClasses(
  {
    binary_classification_metrics: {
      confusion_matrix: { "0": { "0": 9_880, "1": 20 }, "1": { "0": 20, "1": 80 } },
    },
  },
  "binary",
  0.01,
);
const needed = classes[0]?.needed ?? 0;
const at = (number: number) => new Date(Date.UTC(2026, 3, 7, number));
const nothing: ClassPools = { of: "version 1", shares: [] };
const positives = (turnedOut: number, hits = 0, predicted = hits): ClassCounts => ({
  hits,
  turnedOut,
  predicted,
});

function after(pools: ClassPools, number: number, counts: ClassCounts): ClassPools {
  return pooledWith(pools, classes, { end: at(number), counts: new Map([["1", counts]]), reach: 48 * hour });
}

/** What is judged in an hour, or waits after it. */
const judged = (pools: ClassPools, number: number) => pooledIn(pools, classes, at(number))[0];

describe("labels of a rare class", () => {
  test("wait until there are enough, and are judged once, with the hours that they are of", () => {
    const first = after(nothing, 1, positives(2, 1));
    expect(judged(first, 1)).toMatchObject({ isWaiting: true, counts: positives(2, 1) });
    const second = after(first, 2, positives(0, 0, 1));
    const third = after(second, 3, positives(needed - 2));
    expect(judged(third, 3)).toMatchObject({
      isWaiting: false,
      hours: 3,
      counts: positives(needed, 1, 2),
      start: at(0).toISOString(),
    });
    expect(judgeClasses(pooledIn(third, classes, at(3)), 0.01).features[0]?.description).toMatch(
      /^Metric recall with 0\.2 \(1 of 5 in 3 hours from 2026-04-07T00:00Z to 2026-04-07T03:00Z\) was /,
    );
    expect(judged(after(third, 4, positives(1)), 4)).toMatchObject({ isWaiting: true, counts: positives(1) });
  });

  test("are judged alone where an hour has enough of them", () => {
    expect(judged(after(nothing, 1, positives(needed + 3, 6)), 1)).toMatchObject({
      isWaiting: false,
      hours: 1,
    });
  });

  test("change nothing when an hour is given again, before or after its pool was closed", () => {
    const first = after(nothing, 1, positives(2));
    expect(after(first, 1, positives(2))).toEqual(first);
    const closed = after(first, 2, positives(needed));
    expect(after(after(closed, 2, positives(needed)), 1, positives(2))).toEqual(closed);
  });

  test("that come late wait for the next pool, or join that of their own hour", () => {
    const closed = after(after(nothing, 1, positives(2)), 2, positives(needed));
    const late = after(closed, 1, positives(3));
    expect(judged(late, 2)?.counts).toEqual(positives(needed + 2));
    expect(judged(after(late, 3, positives(needed)), 3)?.counts).toEqual(positives(needed + 1));
    const ownLate = after(closed, 2, positives(needed + 4, 4));
    expect(judged(ownLate, 2)?.counts).toEqual(positives(needed + 6, 4));
  });

  test("are given up after a week without enough, which is told, and the next begin anew", () => {
    let pools = after(nothing, 0, positives(1, 1));
    for (let number = 1; number < 168; number += 1) {
      pools = after(pools, number, noCounts);
      expect(judged(pools, number)?.isWaiting).toBe(true);
    }
    pools = after(pools, 168, positives(1));
    const { features, told } = judgeClasses(pooledIn(pools, classes, at(168)), 0.01);
    expect(features).toEqual([]);
    expect(told).toEqual([
      {
        name: "1",
        state: "not-enough-data",
        words: `2 labels of the class 1 in 169 hours from 2026-04-06T23:00Z to 2026-04-14T00:00Z; ${needed} are needed.`,
      },
    ]);
    const next = after(pools, 169, positives(needed));
    expect(judged(next, 169)?.counts).toEqual(positives(needed));
    expect(next.shares.length).toBeLessThan(175);
  });

  test("are none lost and none counted twice, in whichever order hours are judged and labels come", () => {
    const random = seededIntegers(21);
    const below = (most: number) => random() % most;
    for (let run = 0; run < 50; run += 1) {
      const own = Array.from({ length: 30 }, () => noCounts);
      let pools = nothing;
      let told: ClassCounts = noCounts;
      for (let step = 0; step < 150; step += 1) {
        const number = Math.min(29, Math.floor(step / 5) + 1 - Math.min(below(6), Math.floor(step / 5)));
        const hits = below(2);
        own[number] = plusCounts(own[number] ?? noCounts, positives(hits + below(2), hits, hits + below(2)));
        const counts = own[number];
        pools = after(pools, number, counts);
        if (below(3) === 0) pools = after(pools, number, counts);
      }
      for (const share of pools.shares) told = plusCounts(told, share);
      expect(told).toEqual(own.reduce((sum, one) => plusCounts(sum, one), noCounts));
      const waiting = pools.shares.filter(({ pool }) => pool === null);
      expect(waiting.reduce((sum, { turnedOut }) => sum + turnedOut, 0)).toBeLessThan(needed + 4);
    }
  });

  test("of another version, or in a form that nobody wrote, are forgotten", () => {
    const first = after(nothing, 1, positives(2));
    expect(readPools(JSON.parse(JSON.stringify(first)), "version 1")).toEqual(first);
    expect(readPools(first, "version 2").shares).toEqual([]);
    for (const broken of [null, [], { of: "version 1", shares: [{ name: "1", end: "soon" }] }]) {
      expect(readPools(broken, "version 1")).toEqual(nothing);
    }
  });
});

describe("where one answer in a hundred is positive", () => {
  const runs = (labels: number, recall: number, hours: number, seeds: readonly number[]) =>
    seeds.map((seed) => {
      const random = seededIntegers(seed);
      return confirmations(trained(10_000, random), { labels, recall, hours }, random)[0] ?? null;
    });

  test("a recall that falls from 80% to 0% is confirmed within hours, however few labels an hour has", () => {
    for (const wait of runs(1_000, 0, 24, [1, 2, 3])) expect(wait).toBeLessThanOrEqual(6);
    for (const wait of runs(200, 0, 48, [4, 5, 6, 7])) expect(wait).toBeLessThanOrEqual(24);
    for (const wait of runs(50, 0, 120, [8, 9])) expect(wait).toBeLessThanOrEqual(72);
  });

  test("a recall that falls from 80% to 50% is confirmed too", () => {
    for (const wait of runs(1_000, 0.5, 240, [10, 11])) expect(wait).not.toBeNull();
  });

  test("nothing is confirmed in a month without change, whatever luck the baseline had", () => {
    for (const seed of [12, 13, 14, 15]) {
      const random = seededIntegers(seed);
      const settings = { labels: 200, recall: 0.8, hours: 720 };
      expect(confirmations(trained(2_000, random), settings, random)).toEqual([]);
    }
  });

  test("an hour without enough positive labels is told as waiting", () => {
    const random = seededIntegers(16);
    const hours = new JudgedHours(trained(10_000, random));
    const outcomes = answers(500, 0.8, random).filter(({ label }) => label === "0");
    const { features, told } = hours.judge(1, outcomes);
    expect(features).toEqual([]);
    expect(told).toMatchObject([
      { state: "waits", words: expect.stringMatching(/^0 labels of the class 1 in the hour from/) },
    ]);
  });
});
