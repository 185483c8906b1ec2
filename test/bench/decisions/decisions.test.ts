import { verdict } from "@driftwheel/core/decider/rollout/verdict.ts";
import { describe, expect, it } from "vitest";
import { boundMinutes } from "./bound.ts";
import { driftwheel, driftwheelWith } from "./methods/driftwheel.ts";
import { isLow } from "./methods/kayenta.ts";
import type { Method } from "./methods/method.ts";
import { peekedZ } from "./methods/peeking.ts";
import { poisson, uniformAt } from "./random.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { type MeasuredCell, simulate } from "./simulate.ts";
import { targetsOf } from "./targets.ts";

function scenarioOf(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new RangeError(`No scenario ${name}.`);
  return found;
}

function cellsOf(method: Method): readonly MeasuredCell[] {
  return ["S3", "S4"].flatMap((name) => {
    const scenario = scenarioOf(name);
    return scenario.effects.map((effect) => simulate(scenario, method, effect, effect === 0 ? 150 : 60));
  });
}

/** The product's verdict with its lines lowered to 1, from 3.69. */
const hasty: typeof verdict = (trial, metrics, rules, now) => {
  const judged = verdict(trial, metrics, rules, now);
  if (judged.evidence.worse >= 1) return { ...judged, decision: "roll-back" };
  return judged.evidence.better >= 1 ? { ...judged, decision: "promote" } : judged;
};

describe("simulated rollouts", () => {
  it("meet the targets under the product's own verdict", () => {
    const missed = targetsOf(cellsOf(driftwheel)).filter(({ met }) => !met);
    expect(missed).toEqual([]);
  });

  it("show a line that is too low by the false decisions that it makes", () => {
    const broken = targetsOf(cellsOf(driftwheelWith("driftwheel", hasty)));
    expect(broken[0]?.met).toBe(false);
    expect(broken[0]?.worst).toBeGreaterThan(0.1);
  });

  it("show what looking at a z-test each minute does", () => {
    const { promoted, rolledBack } = simulate(scenarioOf("S4"), peekedZ, 0, 150);
    expect(promoted + rolledBack).toBeGreaterThan(0.3);
  });

  it("give the same figures each time", () => {
    const scenario = scenarioOf("S4 autocorrelated noise");
    expect(simulate(scenario, driftwheel, -0.05, 20)).toEqual(simulate(scenario, driftwheel, -0.05, 20));
  });

  it("miss a target that nothing was measured for", () => {
    expect(targetsOf([]).map(({ met }) => met)).toEqual([false, false, false]);
  });
});

describe("the bound", () => {
  it("is ln(1/0.025)/I pairs at half of the traffic", () => {
    // 4,310.48 pairs for 99.5% and 99.0%, 500 a minute.
    expect(boundMinutes(scenarioOf("S1"), -0.005)).toBeCloseTo(4310.48 / 500, 3);
  });

  it("is later where outcomes are, and does not exist without a difference", () => {
    const prompt = boundMinutes(scenarioOf("S4"), -0.05) ?? 0;
    expect(boundMinutes(scenarioOf("S4 delayed labels"), -0.05)).toBeGreaterThan(prompt + 10);
    expect(boundMinutes(scenarioOf("S4"), 0)).toBeNull();
  });
});

describe("Poisson numbers", () => {
  it.each([0.3, 9, 12, 480])("of mean %f have that mean and that variance", (mean) => {
    const uniform = uniformAt(7, mean * 10);
    const size = 20_000;
    const drawn = Array.from({ length: size }, () => poisson(mean, uniform));
    const average = drawn.reduce((sum, value) => sum + value, 0) / size;
    const variance = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / size;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / size));
    expect(variance / mean).toBeGreaterThan(0.94);
    expect(variance / mean).toBeLessThan(1.06);
  });
});

describe("Mann and Whitney's test as Kayenta asks it", () => {
  const points = (level: number, seed: number) => {
    const uniform = uniformAt(seed);
    return Array.from({ length: 60 }, () => level + 0.1 * uniform());
  };

  it("finds a series that is lower by much, and none that is equal, higher or tied", () => {
    expect(isLow(points(0.5, 1), points(0.4, 2))).toBe(true);
    expect(isLow(points(0.5, 1), points(0.5, 2))).toBe(false);
    expect(isLow(points(0.5, 1), points(0.6, 2))).toBe(false);
    expect(isLow([1, 1, 1], [1, 1, 1])).toBe(false);
    expect(isLow([], [1])).toBe(false);
  });
});
