import type { RehearsedLook } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import { describe, expect, it } from "vitest";
import { boundMinutes, designEffectOf } from "./bound.ts";
import { driftwheel, driftwheelWith } from "./methods/driftwheel.ts";
import { driftwheelBefore } from "./methods/driftwheel-before.ts";
import { isLow } from "./methods/kayenta.ts";
import type { Method } from "./methods/method.ts";
import { peekedZ } from "./methods/peeking.ts";
import { poisson, uniformAt } from "./random.ts";
import { scenarioOf, scenarios } from "./scenarios/all.ts";
import { challengersOf } from "./scenarios/scenario.ts";
import { type MeasuredCell, simulate } from "./simulate.ts";
import { targetsOf, yearOf } from "./targets.ts";
import { BetaBinomial } from "./traffic/beta-binomial.ts";
import { Traffic } from "./traffic/traffic.ts";
import { weatherOf } from "./traffic/weather.ts";

const [equal, worse, better] = challengersOf(0, -0.05, 0.05);

function trials(name: string, method: Method, effect: number, replicates: number): MeasuredCell {
  const scenario = scenarioOf(name);
  const challenger = scenario.challengers.find((one) => one.effect === effect);
  if (!challenger) throw new RangeError(`No challenger ${effect} in ${name}.`);
  return simulate(scenario, method, challenger, replicates);
}

function cellsOf(method: Method, ...names: readonly string[]): readonly MeasuredCell[] {
  return names.flatMap((name) =>
    scenarioOf(name).challengers.map(({ kind, effect }) =>
      trials(name, method, effect, kind === "equal" ? 50 : 60),
    ),
  );
}

/** The product's verdict with its lines lowered to 1, from 3.69. */
function hasty({ verdict }: RehearsedLook) {
  if (verdict.evidence.worse >= 1) return "roll-back";
  return verdict.evidence.better >= 1 ? "promote" : verdict.decision;
}

describe("simulated rollouts", () => {
  it("meet the targets under the product's own verdict", () => {
    const names = ["S4", "10 rows a request, correlation 0.1", "not worse, at the margin"];
    const cells = [...cellsOf(driftwheel, ...names), ...cellsOf(driftwheelBefore, "S4")];
    const measured = targetsOf(cells).filter(({ where }) => where !== "not measured");
    // Of a few trials, means are as sure as a tenth, and shares as sure as two trials.
    const missed = measured.filter(
      ({ worst, limit, unit }) => worst > (unit === "ratio" ? 1.1 * limit : limit + 0.03),
    );
    expect(missed).toEqual([]);
    expect(measured).toHaveLength(6);
  });

  it("show a line that is too low by the false decisions that it makes", () => {
    const broken = targetsOf(cellsOf(driftwheelWith("driftwheel", hasty), "S4"));
    expect(broken[0]?.met).toBe(false);
    expect(broken[0]?.worst).toBeGreaterThan(0.1);
  });

  it("show what looking at a z-test each minute does", () => {
    const { promoted, rolledBack } = trials("S4", peekedZ, 0, 80);
    expect(promoted + rolledBack).toBeGreaterThan(0.3);
  });

  it("show what outcomes do that count when they arrive, and rows that count as if they were independent", () => {
    expect(trials("good after 30, bad after 60 minutes", driftwheelBefore, 0, 20).promoted).toBeGreaterThan(
      0.9,
    );
    const rows = trials("50 rows a request, correlation 0.1, units unknown", driftwheelBefore, 0, 20);
    expect(rows.promoted + rows.rolledBack).toBeGreaterThan(0.5);
  });

  it("take back no challenger for its cold start, and promote none whose labels are chosen", () => {
    expect(trials("cold start, 5 times as slow", driftwheel, 0, 20).rolledBack).toBe(0);
    expect(trials("labels of a chosen part", driftwheel, -0.26, 20).promoted).toBe(0);
  });

  it("give the same figures each time", () => {
    const run = () => trials("S4 autocorrelated noise", driftwheel, -0.05, 20);
    expect(run()).toEqual(run());
  });

  it("miss a target that nothing was measured for", () => {
    expect(targetsOf([]).every(({ met }) => !met)).toBe(true);
  });

  it("have a name each, and one challenger of each effect", () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { challengers } of scenarios) {
      expect(new Set(challengers.map(({ effect }) => effect)).size).toBe(challengers.length);
    }
  });

  it("promote an equal challenger in most years of many trials", () => {
    expect(yearOf({ promoted: 0.015 })).toBeCloseTo(0.544, 3);
  });
});

describe("simulated traffic", () => {
  const equals = equal ?? { kind: "equal", effect: 0 };
  const played = (name: string, minutes: number) => {
    const scenario = scenarioOf(name);
    const traffic = new Traffic(scenario, equals, weatherOf(scenario, 1));
    for (let minute = 0; minute < minutes; minute += 1) traffic.minute(minute, 0.5);
    return traffic;
  };

  it("tells outcomes when they are due, those of the champion's day before too", () => {
    const traffic = played("good after 30, bad after 60 minutes", 20);
    expect(traffic.periods.every(({ champion }) => champion.trials === 0 && champion.invocations > 0)).toBe(
      true,
    );
    const { champion, challenger } = traffic.arrived();
    expect(champion.trials).toBeGreaterThan(1_500);
    expect(challenger.trials).toBe(0);
  });

  it("keeps each user in one arm", () => {
    const { periods } = played("10 requests a user, correlation 0.1", 10);
    const [first] = periods;
    expect(first?.challenger.invocations).toBeLessThan((first?.champion.invocations ?? 0) / 4);
  });

  it("says how many independent outcomes rows are worth where that is known", () => {
    const [first] = played("50 rows a request, correlation 0.1", 1).periods;
    const { trials: count = 0, effectiveTrials = 0 } = first?.champion ?? {};
    expect(count / effectiveTrials).toBeGreaterThan(5);
    expect(count / effectiveTrials).toBeLessThan(7);
  });
});

describe("the bound", () => {
  const [champion, challenger] = [scenarioOf("S4"), worse ?? equal];
  if (!challenger || !better) throw new RangeError("No challenger.");

  it("is ln(1/0.025)/I pairs at half of the traffic", () => {
    // 4,310.48 pairs for 99.5% and 99.0%, 500 a minute.
    expect(boundMinutes(scenarioOf("S1"), { kind: "worse", effect: -0.005 })).toBeCloseTo(4310.48 / 500, 3);
  });

  it("is later where outcomes are, and where they go together, and does not exist without a difference", () => {
    const prompt = boundMinutes(champion, challenger) ?? 0;
    expect(boundMinutes(scenarioOf("S4 delayed labels"), challenger)).toBeGreaterThan(prompt + 10);
    const rows = scenarioOf("10 rows a request, correlation 0.3");
    expect(designEffectOf(rows)).toBeCloseTo(3.7, 9);
    expect(boundMinutes(rows, challenger)).toBeGreaterThan(3.7 * prompt);
    expect(boundMinutes(champion, { kind: "equal", effect: 0 })).toBeNull();
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

describe("good ones among a unit's requests", () => {
  it("have the mean of their rate, and a variance larger by the design effect", () => {
    const table = new BetaBinomial(10, 0.7, 0.3);
    const uniform = uniformAt(11);
    const drawn = Array.from({ length: 20_000 }, () => table.draw(uniform));
    const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length;
    expect(average).toBeCloseTo(7, 0);
    expect(variance / (10 * 0.7 * 0.3)).toBeGreaterThan(3.5);
    expect(variance / (10 * 0.7 * 0.3)).toBeLessThan(3.9);
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
