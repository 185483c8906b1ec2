import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logitDifference } from "../distributions/logit.ts";
import { expectClose, golden } from "../golden.fixture.ts";
import { type ArmCounts, together } from "./arm-counts.ts";
import {
  blockLogE,
  decisionLine,
  logE,
  type Reading,
  startEProcess,
  updateEProcess,
} from "./block-e-process.ts";

const rate = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));
const arm = fc
  .tuple(fc.nat(5_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, share]) => ({ trials, successes: Math.round(trials * share) }));
/** A look of one cohort, of which all is known. */
function reading(champion: ArmCounts, challenger: ArmCounts, share?: number): Reading {
  const block = share === undefined ? { champion, challenger } : { champion, challenger, share };
  return { blocks: [block], settled: together(champion, challenger) };
}

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
      minimumEffect: run.mdeLogit,
      scale: "logit" as const,
    };
    let better = startEProcess({ ...seed, direction: "better" });
    let worse = startEProcess({ ...seed, direction: "worse" });
    run.looks.forEach((counts, index) => {
      const one = reading(
        { trials: counts.nA, successes: counts.sA },
        { trials: counts.nB, successes: counts.sB },
      );
      better = updateEProcess(better, one);
      worse = updateEProcess(worse, one);
      expectClose(logE(better), run.logEBetter[index] ?? Number.NaN);
      expectClose(logE(worse), run.logEWorse[index] ?? Number.NaN);
    });
  });

  test("its state survives JSON", () => {
    const process = updateEProcess(
      startEProcess({
        championRate: 0.7,
        seedWeight: 100,
        minimumEffect: 0.2,
        scale: "logit",
        direction: "better",
      }),
      reading({ trials: 50, successes: 30 }, { trials: 40, successes: 31 }),
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
        fc.constantFrom("logit" as const, "rate" as const),
        fc.array(look, { maxLength: 8 }),
        (championRate, seedWeight, minimumEffect, scale, looks) => {
          for (const direction of ["better", "worse"] as const) {
            let process = startEProcess({ championRate, seedWeight, minimumEffect, scale, direction });
            for (const counts of looks)
              process = updateEProcess(process, reading(counts.champion, counts.challenger));
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
      minimumEffect: 0.3,
      scale: "logit",
      direction: "better",
    });
    const next = updateEProcess(start, reading({ trials: 100, successes: 20 }, { trials: 0, successes: 0 }));
    expect(logE(next)).toBe(0);
    expect(next.past).toEqual({ trials: 200, successes: 80 });
  });

  test("more successes of the challenger never weaken the evidence that it is better", () => {
    fc.assert(
      fc.property(
        rate,
        look,
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (championRate, counts, minimumEffect) => {
          const { trials, successes } = counts.challenger;
          const start = startEProcess({
            championRate,
            seedWeight: 100,
            minimumEffect,
            scale: "logit",
            direction: "better",
          });
          const fewer = logE(
            updateEProcess(
              start,
              reading(counts.champion, { trials, successes: Math.max(0, successes - 1) }),
            ),
          );
          expect(
            logE(updateEProcess(start, reading(counts.champion, counts.challenger))),
          ).toBeGreaterThanOrEqual(fewer - 1e-9);
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
        (championRate, { champion, challenger }, minimumEffect) => {
          const seed = { championRate, seedWeight: 100, minimumEffect, scale: "logit" as const };
          const better = updateEProcess(
            startEProcess({ ...seed, direction: "better" }),
            reading(champion, challenger),
          );
          const swapped = updateEProcess(
            startEProcess({ ...seed, direction: "worse" }),
            reading(challenger, champion),
          );
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
      minimumEffect: 1,
      scale: "logit",
      direction: "better",
    });
    let expected = 0;
    for (let sA = 0; sA <= nA; sA += 1) {
      for (let sB = 0; sB <= nB; sB += 1) {
        const chance = choose(nA, sA) * choose(nB, sB) * p ** (sA + sB) * (1 - p) ** (nA + nB - sA - sB);
        const next = updateEProcess(
          start,
          reading({ trials: nA, successes: sA }, { trials: nB, successes: sB }),
        );
        expected += chance * Math.exp(logE(next));
      }
    }
    expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    expect(expected).toBeGreaterThan(0.9);
  });
});

describe("a block that says how the requests behind its outcomes were divided", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

  test.each([
    [0.05, 7, 0],
    [0.25, 0, 6],
    [0.5, 9, 2],
    [0.9, 4, 8],
  ])("is a fair bet at a share of %d for %i good and %i bad outcomes", (share, good, bad) => {
    for (const [tA, tB] of [
      [0.6, 0.75],
      [0.99, 0.2],
    ] as const) {
      let mean = 0;
      for (let goodB = 0; goodB <= good; goodB += 1) {
        for (let badB = 0; badB <= bad; badB += 1) {
          const chance =
            choose(good, goodB) *
            choose(bad, badB) *
            share ** (goodB + badB) *
            (1 - share) ** (good + bad - goodB - badB);
          const a = { trials: good + bad - goodB - badB, successes: good - goodB };
          const b = { trials: goodB + badB, successes: goodB };
          mean += chance * Math.exp(blockLogE(a, b, tA, tB, share));
        }
      }
      expect(mean).toBeCloseTo(1, 10);
    }
  });

  const seed = { championRate: 0.7, seedWeight: 100, minimumEffect: 0.05, scale: "rate" } as const;
  const grown = (one: Reading, direction: "better" | "worse" = "better") =>
    logE(updateEProcess(startEProcess({ ...seed, direction }), one));

  test("is not deceived by good outcomes that are known before the bad ones", () => {
    // A challenger of 5% before, whose old requests have told all and whose new ones told what is good.
    const early = { trials: 70, successes: 70 };
    const champion = { trials: 100, successes: 70 };
    expect(grown(reading(champion, early))).toBeGreaterThan(decisionLine(0.025));
    const [before, now] = [
      { champion: { trials: 30, successes: 0 }, challenger: { trials: 0, successes: 0 }, share: 0.05 },
      { champion: { trials: 70, successes: 70 }, challenger: early, share: 0.5 },
    ];
    expect(Math.abs(grown({ blocks: [before, now], settled: champion }))).toBeLessThan(1);
  });

  test("finds a difference in the arms of either kind of outcomes", () => {
    const [few, many] = [
      { trials: 40, successes: 40 },
      { trials: 100, successes: 100 },
    ];
    expect(grown(reading(few, many, 0.5))).toBeGreaterThan(1);
    expect(grown(reading(many, few, 0.5), "worse")).toBeGreaterThan(1);
    expect(grown(reading(many, few, 0.5))).toBeLessThan(0);
  });

  test.each([0, 1, Number.NaN])("bets nothing at a share of %d", (share) => {
    expect(grown(reading({ trials: 9, successes: 3 }, { trials: 9, successes: 9 }, share))).toBe(0);
  });

  test("counts for as many outcomes as the design effect leaves", () => {
    const process = updateEProcess(
      startEProcess({ ...seed, direction: "better", stakes: [0, 1, 0] }),
      reading({ trials: 400, successes: 280 }, { trials: 400, successes: 330 }),
    );
    expect(logE(process, 4)).toBeCloseTo(logE(process) / 4, 12);
    expect(logE(process)).toBeGreaterThan(decisionLine(0.025));
    expect(logE(process, 4)).toBeLessThan(decisionLine(0.025));
  });
});

describe("a minimum effect in rates", () => {
  test("is put on the logit scale at the rate of the time, not at that of the history", () => {
    const wrong = startEProcess({
      championRate: 0.95,
      seedWeight: 100,
      minimumEffect: 0.05,
      scale: "rate",
      direction: "better",
    });
    const learned = updateEProcess(
      wrong,
      reading({ trials: 50_000, successes: 35_000 }, { trials: 0, successes: 0 }),
    );
    const right = startEProcess({
      championRate: 0.7,
      seedWeight: 100,
      minimumEffect: logitDifference(0.7, 0.05),
      scale: "logit",
      direction: "better",
    });
    const next = reading({ trials: 300, successes: 210 }, { trials: 300, successes: 240 });
    expect(logE(updateEProcess(learned, next))).toBeCloseTo(logE(updateEProcess(right, next)), 1);
  });

  test("learns from outcomes of which all is known, and not from those that came early", () => {
    const start = startEProcess({
      championRate: 0.5,
      seedWeight: 100,
      minimumEffect: 0.05,
      scale: "rate",
      direction: "better",
    });
    const early = { champion: { trials: 80, successes: 80 }, challenger: { trials: 80, successes: 80 } };
    const next = updateEProcess(start, {
      blocks: [{ ...early, share: 0.5 }],
      settled: { trials: 10, successes: 5 },
    });
    expect(next.past).toEqual({ trials: 110, successes: 55 });
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
