import { describe, expect, it } from "vitest";
import { seededIntegers } from "../../stats/random.ts";
import { decisionLine } from "../../stats/sequential/block-e-process.ts";
import type { ValueSums } from "../../stats/sequential/mean-process.ts";
import {
  rateRiseEvidence,
  startRateRise,
  updateRateRise,
  upperRate,
} from "../../stats/sequential/rate-rise.ts";
import { minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import { commanded, confirmed, found, onTrial, type Step, settled } from "../testing/steps.ts";
import { badAnswers, meanAt } from "./bad-answers.ts";

const none = { pairs: 0, squares: 0, trials: 0, successes: 0 };
const even = { outcomes: none, errors: none, slow: none };

/** So many values of such a mean, whose standard deviation is 10. */
const valued = (count: number, mean: number): ValueSums => ({
  count,
  sum: count * mean,
  squares: count * (mean ** 2 + 100),
});

/** One more look of five minutes in which values of both arms became known; in a bake the winner's are looked at alone. */
function looked(mean: number, championMean = 50, count = 2_000): Step {
  return (model) => {
    model.later(5 * minute);
    const { at, identity } = model.next("look");
    const { rollout } = model.state;
    if (!rollout) throw new Error("There is no rollout.");
    const of = (values: ValueSums) => ({ requests: count, trials: count, successes: 0, values });
    const arms = { champion: of(valued(count, championMean)), challenger: of(valued(count, mean)) };
    const told = { trials: count, successes: 0, invocations: count, errors: 0, slow: 0 };
    return model.tell({
      kind: "look-read",
      identity,
      at,
      model: "meadow",
      rollout: rollout.rollout,
      look: rollout.looks + 1,
      metrics: {
        start: new Date(Date.parse(at) - 5 * minute).toISOString(),
        end: at,
        champion: { variant: rollout.champion.variant, ...told },
        challenger: { variant: rollout.challenger.variant, ...told },
        requests: {
          cohorts: [],
          matured: { until: at, ...arms },
          warm: { champion: told, challenger: told },
          dispersions: { champion: even, challenger: even },
          unitDesignEffect: 1,
        },
      },
    });
  };
}

const bounds: [number, number] = [0, 100];
const value = { better: "higher" as const, minimumEffect: 0.05, bounds };
const bakes = underPolicy({
  rollout: { ramp: [20, 60], lookEvery: "5 minutes", outcomes: { value }, bake: { for: "1 hour" } },
});
const history = found({
  championHistory: {
    ...{ trials: 200, successes: 0, invocations: 900, errors: 0, latency: null },
    values: { ...valued(200, 50), low: 0, high: 100 },
  },
});
const promoted = [history, ...onTrial, looked(50), settled, looked(50), commanded({ name: "promote" })];
const baking = [...promoted, settled, confirmed];

describe("a bake of a version whose outcomes are values", () => {
  it("watches their mean against the least that the champion's may have been, less half of what matters", () => {
    const { entries } = bakes.given(...promoted).when(settled);
    const [entry] = entries;
    if (entry?.kind !== "rollout-promoted") throw new Error("Nothing was promoted.");
    const { outcomes, errors } = entry.data.bake?.limits ?? {};
    expect(errors).toBeNull();
    // Half of 5% of 50, and what 4,000 values leave open.
    expect(outcomes?.rise).toBeCloseTo(0.025, 3);
    expect(outcomes?.limit).toBeGreaterThan(0.5 + 0.0125);
    expect(outcomes?.limit).toBeLessThan(0.56);
    expect(entry.because).toMatch(/watched for a mean below 4[4-8]\.\d+\.$/);
  });

  it("goes on while the mean is as before, and says it", () => {
    const { entries } = bakes.given(...baking).when(looked(49.5));
    expect(entries).toMatchObject([{ kind: "rollout-watched", data: { decision: "continue" } }]);
    expect(entries[0]?.because).toContain("2000 values of 49.5 on average");
  });

  it("is rolled back when the mean falls, and says what it fell below", () => {
    const { entries } = bakes.given(...baking).when(looked(35));
    const [watched] = entries;
    expect(watched).toMatchObject({ kind: "rollout-watched", data: { decision: "roll-back" } });
    expect(watched?.because).toMatch(
      /has a mean that is worse than the champion's before, below 4[4-8]\.\d+: ln E/,
    );
  });
});

describe("how bad values are, as shares of their bounds' distance", () => {
  it("is how far they are from the better bound, and gives the mean back", () => {
    const counts = { trials: 10, successes: 0, invocations: 10, errors: 0, slow: 0, values: valued(10, 30) };
    const values = { ...{ minimumEffect: 0.05, low: 0, high: 100, past: valued(10, 30) } };
    for (const better of ["higher", "lower"] as const) {
      const { trials, successes } = badAnswers(counts, { better, ...values }).outcomes;
      expect(successes).toBeCloseTo(better === "higher" ? 7 : 3, 12);
      expect(meanAt(successes / trials, { better, ...values })).toBeCloseTo(30, 12);
    }
    expect(
      badAnswers({ ...counts, values: undefined as never }, { better: "lower", ...values }).outcomes,
    ).toEqual({
      trials: 0,
      successes: 0,
    });
  });

  /** How many of so many bakes find harm, of winners whose mean is this share of the champion's, which is 0.4. */
  function found(times: number, bakesRun: number): number {
    const random = seededIntegers(17);
    const share = () => random() / 2 ** 32;
    // Spread from 0 to twice the mean, and most of the time at an end: as far from 0 and 1 as shares can be and are not.
    const drawn = (mean: number) => (share() < 0.5 ? mean * 2 * Number(share() < 0.5) : mean * 2 * share());
    const alpha = 0.0125;
    let harmed = 0;
    for (let run = 0; run < bakesRun; run += 1) {
      const sums = (count: number, mean: number) => {
        let sum = 0;
        for (let at = 0; at < count; at += 1) sum += drawn(mean);
        return { trials: count, successes: sum };
      };
      const rise = 0.05 * 0.4;
      let bake = startRateRise({ limit: upperRate(sums(2_000, 0.4), alpha) + rise / 2, rise });
      for (let look = 0; look < 40; look += 1) {
        bake = updateRateRise(bake, sums(500, 0.4 * times));
        if (rateRiseEvidence(bake) < decisionLine(alpha)) continue;
        harmed += 1;
        break;
      }
    }
    return harmed / bakesRun;
  }

  it("is bet on by the same test as wrong answers, which finds harm by mistake as seldom as it says", () => {
    expect(found(1, 200)).toBeLessThanOrEqual(0.025);
    expect(found(1.25, 40)).toBeGreaterThan(0.9);
  });
});
