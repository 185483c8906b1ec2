import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectClose, golden } from "../golden.fixture.ts";
import { type ArmCounts, together } from "./arm-counts.ts";
import { blockLogE, type Reading } from "./block-e-process.ts";
import {
  bearableMargin,
  notWorseEvidence,
  notWorseLogE,
  startNotWorseProcess,
  updateNotWorseProcess,
} from "./not-worse-process.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const arm = fc
  .tuple(fc.nat(3_000), share)
  .map(([trials, rate]) => ({ trials, successes: Math.round(trials * rate) }));
function reading(champion: ArmCounts, challenger: ArmCounts): Reading {
  return { blocks: [{ champion, challenger }], settled: together(champion, challenger) };
}

const look = fc.record({ champion: arm, challenger: arm });

/** Expected e-value of a look of nA and nB trials when the rates are qA and qB, over all that can happen. */
function expectedEValue(nA: number, nB: number, qA: number, qB: number, margin: number): number {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  const chance = (n: number, k: number, q: number) => choose(n, k) * q ** k * (1 - q) ** (n - k);
  const start = startNotWorseProcess({ championRate: 0.6, seedWeight: 100, margin });
  let expected = 0;
  for (let sA = 0; sA <= nA; sA += 1) {
    for (let sB = 0; sB <= nB; sB += 1) {
      const next = updateNotWorseProcess(
        start,
        reading({ trials: nA, successes: sA }, { trials: nB, successes: sB }),
      );
      expected += chance(nA, sA, qA) * chance(nB, sB, qB) * Math.exp(notWorseEvidence(next));
    }
  }
  return expected;
}

describe("evidence that the challenger is not worse by the margin", () => {
  test.each(golden.notWorse)("agrees with the reference ($logE)", (one) => {
    expectClose(notWorseLogE(one.champion, one.challenger, one.tA, one.tB, one.margin), one.logE);
  });

  test("is no more than a fair bet for any challenger that is worse by the margin or more", () => {
    const rates = [0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 1];
    for (const qA of rates) {
      for (const qB of rates.filter((rate) => rate <= qA - 0.15 + 1e-12)) {
        expect(expectedEValue(5, 4, qA, qB, 0.15)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
    expect(expectedEValue(5, 4, 0.6, 0.45, 0.15)).toBeGreaterThan(0.8);
    expect(expectedEValue(5, 4, 0.5, 0.5, 0.15)).toBeGreaterThan(1);
  });

  test("with a margin of 0 asks whether the challenger is better", () => {
    const [a, b] = [
      { trials: 40, successes: 20 },
      { trials: 60, successes: 36 },
    ];
    expectClose(notWorseLogE(a, b, 0.5, 0.6, 0), blockLogE(a, b, 0.5, 0.6));
  });

  test("bets nothing on a prediction that the challenger is worse by the margin", () => {
    const arm = { trials: 50, successes: 20 };
    expect(notWorseLogE(arm, { trials: 50, successes: 2 }, 0.6, 0.3, 0.1)).toBe(0);
  });

  test("grows with the challenger's successes, and with the margin", () => {
    fc.assert(
      fc.property(share, look, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (rate, counts, margin) => {
        const { trials, successes } = counts.challenger;
        const start = startNotWorseProcess({ championRate: rate, seedWeight: 100, margin });
        const fewer = updateNotWorseProcess(
          start,
          reading(counts.champion, { trials, successes: Math.max(0, successes - 1) }),
        );
        // The component that predicts a slightly worse challenger may shrink by what a success is worth to it.
        const shrinkage = margin / 2;
        expect(
          notWorseEvidence(updateNotWorseProcess(start, reading(counts.champion, counts.challenger))),
        ).toBeGreaterThanOrEqual(notWorseEvidence(fewer) - shrinkage);
      }),
      { seed: 71 },
    );
    const champion = { trials: 500, successes: 350 };
    const evidence = [0.01, 0.05, 0.1, 0.2].map((margin) =>
      notWorseLogE(champion, champion, 0.7, 0.7, margin),
    );
    expect(evidence).toEqual([...evidence].sort((one, other) => one - other));
  });

  test("is a number whatever the counts, the seed and the margin, and survives JSON", () => {
    const margin = fc.oneof(share, fc.constantFrom(0, 1, 7, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(share, margin, fc.array(look, { maxLength: 6 }), (championRate, size, looks) => {
        let process = startNotWorseProcess({ championRate, seedWeight: 100, margin: size });
        for (const counts of looks)
          process = updateNotWorseProcess(process, reading(counts.champion, counts.challenger));
        expect(notWorseEvidence(process)).not.toBeNaN();
        expect(JSON.parse(JSON.stringify(process))).toEqual(process);
      }),
      { seed: 72 },
    );
  });

  test("a look with an empty arm leaves it as it was", () => {
    const start = startNotWorseProcess({ championRate: 0.5, seedWeight: 100, margin: 0.1 });
    const next = updateNotWorseProcess(
      start,
      reading({ trials: 100, successes: 60 }, { trials: 0, successes: 0 }),
    );
    expect(notWorseEvidence(next)).toBe(0);
  });

  test("has a margin that the rate can bear: half of it at most", () => {
    expect(bearableMargin(0.02, 0.5)).toBe(0.02);
    expect(bearableMargin(0.02, 0.01)).toBe(0.005);
    const start = startNotWorseProcess({ championRate: 0.01, seedWeight: 100, margin: 0.02 });
    // No conversion at all of 200, where the champion converts one of a hundred.
    const none = updateNotWorseProcess(
      start,
      reading({ trials: 200, successes: 2 }, { trials: 200, successes: 0 }),
    );
    expect(notWorseEvidence(none)).toBeLessThan(0);
  });

  test("counts for as many outcomes as the design effect leaves", () => {
    const start = startNotWorseProcess({ championRate: 0.7, seedWeight: 100, margin: 0.1 });
    const arm = { trials: 500, successes: 350 };
    const process = updateNotWorseProcess(start, reading(arm, arm));
    expect(notWorseEvidence(process, 3)).toBeLessThan(notWorseEvidence(process) / 2);
    expect(notWorseEvidence(process, 3)).toBeGreaterThan(0);
  });
});
