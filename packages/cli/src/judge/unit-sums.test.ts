import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, test } from "vitest";
import { textHash } from "./text-hash.ts";
import { mostPlaces, UnitPlaces } from "./unit-places.ts";
import { UnitSums, unitDesignEffect } from "./unit-sums.ts";

interface Outcome {
  readonly unit: number;
  readonly isSuccess: boolean;
}

/** Outcomes of units that each are right with a chance of their own: always, never, or in a half. */
function outcomesOf(units: number, each: number, seed: number): readonly Outcome[] {
  const random = seededIntegers(seed);
  return Array.from({ length: units * each }, () => {
    const unit = integerBelow(units, random);
    const chance = [0, 500, 1_000][unit % 3] ?? 0;
    return { unit: textHash(`user-${unit}`), isSuccess: integerBelow(1_000, random) < chance };
  });
}

function effectOf(outcomes: readonly Outcome[]): number {
  const places = new UnitPlaces();
  for (const { unit } of outcomes) places.see(unit);
  const sums = new UnitSums(places.size);
  for (const { unit, isSuccess } of outcomes) sums.add(places.placeOf(unit), 1, isSuccess);
  return unitDesignEffect([sums]);
}

/** Sum_u (s_u - p n_u)^2 / (N p (1 - p)) * U / (U - 1), from the definition. */
function byDefinition(outcomes: readonly Outcome[]): number {
  const rate = outcomes.filter(({ isSuccess }) => isSuccess).length / outcomes.length;
  const units = new Map<number, number>();
  for (const { unit, isSuccess } of outcomes) {
    units.set(unit, (units.get(unit) ?? 0) + (isSuccess ? 1 : 0) - rate);
  }
  const squares = [...units.values()].reduce((sum, one) => sum + one ** 2, 0);
  return (squares / (outcomes.length * rate * (1 - rate))) * (units.size / (units.size - 1));
}

describe("the design effect of units", () => {
  test("is what its definition says, as long as each unit is told apart", () => {
    const outcomes = outcomesOf(500, 6, 1);
    expect(effectOf(outcomes)).toBeCloseTo(byDefinition(outcomes), 8);
    expect(effectOf(outcomes)).toBeGreaterThan(3);
  });

  test("is about the same by groups at random, whose number is bounded", () => {
    const outcomes = outcomesOf(30_000, 6, 2);
    const places = new UnitPlaces();
    for (const { unit } of outcomes) places.see(unit);
    expect(places).toMatchObject({ isGrouped: true, size: mostPlaces });
    expect(Math.abs(effectOf(outcomes) / byDefinition(outcomes) - 1)).toBeLessThan(0.1);
  });

  test("is 1 where outcomes are units of their own, where they tell nothing, and where they go together less than by chance", () => {
    const single = new UnitSums(0);
    single.addSingle(30, true);
    single.addSingle(70, false);
    expect(unitDesignEffect([single])).toBeCloseTo(1, 1);
    expect(unitDesignEffect([new UnitSums(0)])).toBe(1);
    const same = new UnitSums(5);
    for (const place of [0, 1, 2, 3, 4]) same.add(place, 10, true);
    expect(unitDesignEffect([same])).toBe(1);
    const balanced = new UnitSums(5);
    for (const place of [0, 1, 2, 3, 4]) {
      balanced.add(place, 10, true);
      balanced.add(place, 10, false);
    }
    expect(unitDesignEffect([balanced])).toBe(1);
  });

  test("takes each arm around its own rate", () => {
    const arm = (isSuccess: boolean) => {
      const sums = new UnitSums(10);
      for (let place = 0; place < 10; place += 1) {
        sums.add(place, 9, isSuccess);
        sums.add(place, 1, !isSuccess);
      }
      return sums;
    };
    expect(unitDesignEffect([arm(true), arm(false)])).toBe(1);
  });
});
