import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededIntegers } from "../random.ts";
import { decisionLine } from "./block-e-process.ts";
import { rateRiseEvidence, startRateRise, updateRateRise, upperRate } from "./rate-rise.ts";

const alpha = 0.025;

/** Counts of so many trials, each an event with that chance. */
function drawn(trials: number, rate: number, random: () => number) {
  let successes = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < rate * 2 ** 32) successes += 1;
  return { trials, successes };
}

/** The look at which the line is crossed; null when it never is. */
function crossedAt(
  { limit, rise }: { readonly limit: number; readonly rise: number },
  rates: readonly number[],
  perLook: number,
  random: () => number,
): number | null {
  let process = startRateRise({ limit, rise });
  for (const [look, rate] of rates.entries()) {
    process = updateRateRise(process, drawn(perLook, rate, random));
    if (rateRiseEvidence(process) >= decisionLine(alpha)) return look + 1;
  }
  return null;
}

const looks = (count: number, rate: (look: number) => number) =>
  Array.from({ length: count }, (_, look) => rate(look));

describe("a rate that is watched against a limit", () => {
  it("raises false alarms as seldom as promised, looked at a hundred times", () => {
    const random = seededIntegers(71);
    const runs = 1_000;
    const rates = looks(100, () => 0.05);
    let alarms = 0;
    for (let run = 0; run < runs; run += 1)
      if (crossedAt({ limit: 0.05, rise: 0.02 }, rates, 50, random) !== null) alarms += 1;
    expect(alarms / runs).toBeLessThanOrEqual(alpha);
    // It is not so careful that it could not find anything.
    expect(alarms).toBeGreaterThan(0);
  });

  it("does not mind rates that wander below the limit", () => {
    const random = seededIntegers(72);
    const rates = looks(100, (look) => 0.05 * (0.6 + 0.4 * Math.sin(look / 8)));
    let alarms = 0;
    for (let run = 0; run < 500; run += 1)
      if (crossedAt({ limit: 0.05, rise: 0.02 }, rates, 50, random) !== null) alarms += 1;
    expect(alarms / 500).toBeLessThanOrEqual(alpha);
  });

  it("finds a clear rise, nearly always and soon", () => {
    const random = seededIntegers(73);
    const rates = looks(100, () => 0.09);
    const found = Array.from({ length: 300 }, () =>
      crossedAt({ limit: 0.05, rise: 0.02 }, rates, 50, random),
    );
    expect(found.filter((look) => look === null)).toHaveLength(0);
    expect(found.map((look) => look ?? 0).toSorted((one, other) => one - other)[150]).toBeLessThan(25);
  });

  it("is a fair bet: no chance up to the limit expects the evidence of a look to grow", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const trials = 9;
    for (const rate of [0.01, 0.1, 0.2]) {
      let expected = 0;
      for (let successes = 0; successes <= trials; successes += 1) {
        const chance = choose(trials, successes) * rate ** successes * (1 - rate) ** (trials - successes);
        const process = updateRateRise(startRateRise({ limit: 0.2, rise: 0.1 }), { trials, successes });
        expected += chance * Math.exp(rateRiseEvidence(process));
      }
      expect(expected).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it("does not care how its trials are divided into looks", () => {
    const start = startRateRise({ limit: 0.05, rise: 0.02 });
    const once = updateRateRise(start, { trials: 100, successes: 9 });
    const twice = updateRateRise(updateRateRise(start, { trials: 60, successes: 2 }), {
      trials: 40,
      successes: 7,
    });
    expect(rateRiseEvidence(twice)).toBeCloseTo(rateRiseEvidence(once), 10);
  });

  it("is a number whatever the counts and the limit, and survives JSON", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.nat(1e6),
        fc.nat(1e6),
        (limit, rise, trials, successes) => {
          const process = updateRateRise(startRateRise({ limit, rise }), { trials, successes });
          expect(rateRiseEvidence(process)).not.toBeNaN();
          expect(JSON.parse(JSON.stringify(process))).toEqual(process);
        },
      ),
      { seed: 74 },
    );
  });
});

describe("the upper end of what a rate may be", () => {
  it("is above the rate at every moment at once, except as seldom as promised", () => {
    const random = seededIntegers(75);
    let missed = 0;
    for (let run = 0; run < 500; run += 1) {
      let counts = { trials: 0, successes: 0 };
      for (let look = 0; look < 40; look += 1) {
        const more = drawn(25, 0.1, random);
        counts = { trials: counts.trials + more.trials, successes: counts.successes + more.successes };
        if (upperRate(counts, alpha) < 0.1) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / 500).toBeLessThanOrEqual(alpha);
  });

  it("comes near the rate with many trials, and is 1 without any", () => {
    expect(upperRate({ trials: 100_000, successes: 1_000 }, alpha)).toBeCloseTo(0.01, 2);
    expect(upperRate({ trials: 10_000, successes: 0 }, alpha)).toBeLessThan(0.002);
    expect(upperRate({ trials: 0, successes: 0 }, alpha)).toBe(1);
    expect(upperRate({ trials: 10, successes: 10 }, alpha)).toBeCloseTo(1, 6);
  });
});
