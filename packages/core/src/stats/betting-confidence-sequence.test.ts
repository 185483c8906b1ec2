import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { bettingConfidenceSequence } from "./betting-confidence-sequence.ts";
import { expectClose, golden } from "./golden.fixture.ts";

const reward = fc.double({ min: 0, max: 1, noNaN: true });
const looks = fc.array(fc.array(reward, { maxLength: 20 }), { maxLength: 8 });

describe("confidence sequence of a mean between 0 and 1", () => {
  test.each(golden.betting)("agrees with the reference, one reward a look ($lower)", (run) => {
    const { lower, upper } = bettingConfidenceSequence(
      run.values.map((value) => [value]),
      run.alpha,
    );
    expectClose(lower, run.lower);
    expectClose(upper, run.upper);
  });

  test("the order of rewards within a look changes nothing", () => {
    fc.assert(
      fc.property(looks, (rewards) => {
        expect(
          bettingConfidenceSequence(
            rewards.map((look) => [...look].reverse()),
            0.05,
          ),
        ).toEqual(bettingConfidenceSequence(rewards, 0.05));
      }),
      { seed: 73 },
    );
  });

  test("mirrors when each reward is turned round, and widens as alpha shrinks", () => {
    fc.assert(
      fc.property(looks, (rewards) => {
        const loose = bettingConfidenceSequence(rewards, 0.1);
        const strict = bettingConfidenceSequence(rewards, 0.001);
        const turned = bettingConfidenceSequence(
          rewards.map((look) => look.map((value) => 1 - value)),
          0.1,
        );
        expect(turned.lower).toBeCloseTo(1 - loose.upper, 6);
        expect(strict.lower).toBeLessThanOrEqual(loose.lower + 1e-9);
        expect(strict.upper).toBeGreaterThanOrEqual(loose.upper - 1e-9);
      }),
      { seed: 74 },
    );
  });

  test("misses the mean of a skewed reward in at most alpha of runs, though it is looked at each time", () => {
    const generator = xoroshiro128plus(75);
    const uniform = () => (generator.next() + 2 ** 31 + 0.5) / 2 ** 32;
    const runs = 200;
    let missed = 0;
    for (let run = 0; run < runs; run += 1) {
      const seen: number[][] = [];
      for (let look = 0; look < 20; look += 1) {
        // The mean of u^3 is 1/4.
        seen.push(Array.from({ length: 10 }, () => uniform() ** 3));
        const { lower, upper } = bettingConfidenceSequence(seen, 0.1);
        if (lower > 0.25 || upper < 0.25) {
          missed += 1;
          break;
        }
      }
    }
    expect(missed / runs).toBeLessThanOrEqual(0.1);
  });

  test("knows nothing without rewards, and never gives NaN", () => {
    expect(bettingConfidenceSequence([[], [Number.NaN]], 0.05)).toEqual({ lower: 0, upper: 1 });
    const hostile = fc.oneof(reward, fc.constantFrom(0, 1, -3, 9, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.array(fc.array(hostile)), (rewards) => {
        const { lower, upper } = bettingConfidenceSequence(rewards, 0.05);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
      }),
      { seed: 76 },
    );
  });
});
