import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { designEffectOfArms } from "@driftwheel/core/stats/unit-design-effect.ts";
import { describe, expect, test } from "vitest";
import { textHash } from "../text-hash.ts";
import { mostPlaces, UnitPlaces } from "./unit-places.ts";
import { UnitSums } from "./unit-sums.ts";

interface Outcome {
  readonly unit: number;
  readonly value: number;
}

/** So many outcomes of one value. */
const known = (count: number, value: number) => ({ count, sum: count * value, squares: count * value ** 2 });

/** Outcomes of units that each are right with a chance of their own: always, never, or in a half. */
function outcomesOf(units: number, each: number, seed: number): readonly Outcome[] {
  const random = seededIntegers(seed);
  return Array.from({ length: units * each }, () => {
    const unit = integerBelow(units, random);
    const chance = [0, 500, 1_000][unit % 3] ?? 0;
    return { unit: textHash(`user-${unit}`), value: integerBelow(1_000, random) < chance ? 1 : 0 };
  });
}

function effectOf(outcomes: readonly Outcome[]): number | null {
  const places = new UnitPlaces();
  for (const { unit } of outcomes) places.see(unit);
  const sums = new UnitSums(places.size);
  for (const { unit, value } of outcomes) sums.add(places.placeOf(unit), known(1, value));
  return effectOfArms([sums]);
}

function effectOfArms(arms: readonly UnitSums[]): number | null {
  return designEffectOfArms(arms.map(({ totals }) => totals));
}

/** Sum_u (S_u - m n_u)^2 / (N v) * U / (U - 1), from the definition. */
function byDefinition(outcomes: readonly Outcome[]): number {
  const mean = outcomes.reduce((sum, { value }) => sum + value, 0) / outcomes.length;
  const variance = outcomes.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / outcomes.length;
  const units = new Map<number, number>();
  for (const { unit, value } of outcomes) {
    units.set(unit, (units.get(unit) ?? 0) + value - mean);
  }
  const squares = [...units.values()].reduce((sum, one) => sum + one ** 2, 0);
  return (squares / (outcomes.length * variance)) * (units.size / (units.size - 1));
}

describe("the design effect of units", () => {
  test("is what its definition says, as long as each unit is told apart", () => {
    const outcomes = outcomesOf(500, 6, 1);
    expect(effectOf(outcomes)).toBeCloseTo(byDefinition(outcomes), 8);
    expect(effectOf(outcomes)).toBeGreaterThan(3);
  });

  test("is what its definition says of values too", () => {
    const outcomes = outcomesOf(300, 8, 6).map(({ unit, value }, at) => ({
      unit,
      value: 40 + 25 * value + (at % 7),
    }));
    expect(effectOf(outcomes)).toBeCloseTo(byDefinition(outcomes), 6);
    expect(effectOf(outcomes)).toBeGreaterThan(3);
  });

  test("is about the same by groups at random, whose number is bounded", () => {
    const outcomes = outcomesOf(30_000, 6, 2);
    const places = new UnitPlaces();
    for (const { unit } of outcomes) places.see(unit);
    expect(places).toMatchObject({ isGrouped: true, size: mostPlaces });
    expect(Math.abs((effectOf(outcomes) ?? 0) / byDefinition(outcomes) - 1)).toBeLessThan(0.1);
  });

  test("is 1 where outcomes are units of their own or go together less than by chance, and unknown where they are all alike", () => {
    const single = new UnitSums(0);
    single.addSingle(known(30, 1));
    single.addSingle(known(70, 0));
    expect(effectOfArms([single])).toBeCloseTo(1, 1);
    expect(effectOfArms([new UnitSums(0)])).toBeNull();
    const same = new UnitSums(5);
    for (const place of [0, 1, 2, 3, 4]) same.add(place, known(10, 0.1));
    expect(effectOfArms([same])).toBeNull();
    const balanced = new UnitSums(5);
    for (const place of [0, 1, 2, 3, 4]) {
      balanced.add(place, known(10, 1));
      balanced.add(place, known(10, 0));
    }
    expect(effectOfArms([balanced])).toBe(1);
  });

  test("takes each arm around its own rate", () => {
    const arm = (isSuccess: boolean) => {
      const sums = new UnitSums(10);
      for (let place = 0; place < 10; place += 1) {
        sums.add(place, known(9, isSuccess ? 1 : 0));
        sums.add(place, known(1, isSuccess ? 0 : 1));
      }
      return sums;
    };
    expect(effectOfArms([arm(true), arm(false)])).toBe(1);
  });
});
