import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logitDifference } from "../distributions/logit.ts";
import { expectClose, golden } from "../golden.fixture.ts";
import { blockLogE, decisionLine, logE, startEProcess, updateEProcess } from "./block-e-process.ts";

const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));
const arm = fc
  .tuple(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(trials * share) }));
const look = fc.record({ champion: arm, challenger: arm });

describe("block e-process", () => {
  test.each(golden.blockLogE)("one look's e-value agrees with the reference ($nA, $nB)", (block) => {
    const a = { trials: block.nA, successes: block.sA };
    const b = { trials: block.nB, successes: block.sB };
    expectClose(blockLogE(a, b, block.tA, block.tB), block.logE);
  });

  test.each(golden.eProcess)("agrees with the reference at every look ($championRate, $mdeLogit)", (run) => {
    const seed = {
      championRate: run.championRate,
      seedWeight: run.seedWeight,
      minimumEffectLogit: run.mdeLogit,
    };
    let better = startEProcess({ ...seed, direction: "better" });
    let worse = startEProcess({ ...seed, direction: "worse" });
    run.looks.forEach((counts, index) => {
      const reading = {
        champion: { trials: counts.nA, successes: counts.sA },
        challenger: { trials: counts.nB, successes: counts.sB },
      };
      better = updateEProcess(better, reading);
      worse = updateEProcess(worse, reading);
      expectClose(logE(better), run.logEBetter[index] ?? Number.NaN);
      expectClose(logE(worse), run.logEWorse[index] ?? Number.NaN);
    });
  });

  test("its state survives JSON", () => {
    const process = updateEProcess(
      startEProcess({ championRate: 0.7, seedWeight: 100, minimumEffectLogit: 0.2, direction: "better" }),
      { champion: { trials: 50, successes: 30 }, challenger: { trials: 40, successes: 31 } },
    );
    expect(JSON.parse(JSON.stringify(process))).toEqual(process);
  });

  test("is a number whatever the counts, the seed and the effect", () => {
    const effect = fc.oneof(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.constantFrom(0, Number.POSITIVE_INFINITY, Number.NaN),
    );
    fc.assert(
      fc.property(
        rate,
        fc.constantFrom(0, 1, 100),
        effect,
        fc.array(look, { maxLength: 8 }),
        (championRate, seedWeight, minimumEffectLogit, looks) => {
          for (const direction of ["better", "worse"] as const) {
            let process = startEProcess({ championRate, seedWeight, minimumEffectLogit, direction });
            for (const counts of looks) process = updateEProcess(process, counts);
            expect(logE(process)).not.toBeNaN();
          }
        },
      ),
      { seed: 41 },
    );
  });

  test("a look with an empty arm leaves the evidence as it was, and is remembered for the prediction", () => {
    const start = startEProcess({
      championRate: 0.6,
      seedWeight: 100,
      minimumEffectLogit: 0.3,
      direction: "better",
    });
    const next = updateEProcess(start, {
      champion: { trials: 100, successes: 20 },
      challenger: { trials: 0, successes: 0 },
    });
    expect(logE(next)).toBe(0);
    expect(next.past).toEqual({ trials: 200, successes: 80 });
  });

  test("more successes of the challenger never weaken the evidence that it is better", () => {
    fc.assert(
      fc.property(
        rate,
        look,
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (championRate, counts, minimumEffectLogit) => {
          const { trials, successes } = counts.challenger;
          const start = startEProcess({
            championRate,
            seedWeight: 100,
            minimumEffectLogit,
            direction: "better",
          });
          const fewer = logE(
            updateEProcess(start, {
              ...counts,
              challenger: { trials, successes: Math.max(0, successes - 1) },
            }),
          );
          expect(logE(updateEProcess(start, counts))).toBeGreaterThanOrEqual(fewer - 1e-9);
        },
      ),
      { seed: 42 },
    );
  });

  test("asking whether the champion is worse than the challenger is asking whether the challenger is better", () => {
    fc.assert(
      fc.property(
        rate,
        look,
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (championRate, { champion, challenger }, minimumEffectLogit) => {
          const seed = { championRate, seedWeight: 100, minimumEffectLogit };
          const better = updateEProcess(startEProcess({ ...seed, direction: "better" }), {
            champion,
            challenger,
          });
          const swapped = updateEProcess(startEProcess({ ...seed, direction: "worse" }), {
            champion: challenger,
            challenger: champion,
          });
          expect(logE(better)).toBeCloseTo(logE(swapped), 6);
        },
      ),
      { seed: 43 },
    );
  });

  test("the expected e-value of a look between equal arms is 1 or less", () => {
    const [nA, nB, p] = [6, 5, 0.3];
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const start = startEProcess({
      championRate: 0.4,
      seedWeight: 100,
      minimumEffectLogit: 1,
      direction: "better",
    });
    let expected = 0;
    for (let sA = 0; sA <= nA; sA += 1) {
      for (let sB = 0; sB <= nB; sB += 1) {
        const chance = choose(nA, sA) * choose(nB, sB) * p ** (sA + sB) * (1 - p) ** (nA + nB - sA - sB);
        const next = updateEProcess(start, {
          champion: { trials: nA, successes: sA },
          challenger: { trials: nB, successes: sB },
        });
        expected += chance * Math.exp(logE(next));
      }
    }
    expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    expect(expected).toBeGreaterThan(0.9);
  });
});

describe("differences on the logit scale", () => {
  test("are measured towards one half, where they fit", () => {
    expect(logitDifference(0.995, 0.005)).toBeCloseTo(Math.log(0.995 / 0.005) - Math.log(0.99 / 0.01), 12);
    expect(logitDifference(0.001, 0.01)).toBeCloseTo(Math.log(0.011 / 0.989) - Math.log(0.001 / 0.999), 12);
  });

  test("are finite, and 0 for no difference, at every rate", () => {
    fc.assert(
      fc.property(rate, fc.double({ min: -1, max: 1, noNaN: true }), (at, difference) => {
        expect(logitDifference(at, difference)).toBeGreaterThanOrEqual(0);
        expect(logitDifference(at, difference)).toBeLessThan(30);
        expect(logitDifference(at, 0)).toBe(0);
      }),
      { seed: 44 },
    );
  });
});

test("the decision line of 2.5% is ln 40", () => {
  expect(decisionLine(0.025)).toBeCloseTo(Math.log(40), 12);
});
