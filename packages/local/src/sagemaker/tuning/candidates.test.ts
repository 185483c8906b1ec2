import { describe, expect, it } from "vitest";
import { seededRandom } from "../../random.ts";
import { drawCandidate, gridOf } from "./candidates.ts";
import type { NumberRange } from "./request.ts";

const nothing = { IntegerParameterRanges: [], ContinuousParameterRanges: [], CategoricalParameterRanges: [] };

function drawn(range: Omit<NumberRange, "Name">, kind: "Integer" | "Continuous"): number[] {
  const random = seededRandom(7);
  const ranges = { ...nothing, [`${kind}ParameterRanges`]: [{ Name: "x", ...range }] };
  return Array.from({ length: 2_000 }, () => Number(drawCandidate(ranges, random).x)).sort((a, b) => a - b);
}

describe("drawing hyperparameters", () => {
  it("gives every integer of a range the same chance, its ends too", () => {
    const values = drawn({ MinValue: "1", MaxValue: "4", ScalingType: "Auto" }, "Integer");
    const counts = [1, 2, 3, 4].map((value) => values.filter((each) => each === value).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2_000);
    for (const count of counts) expect(count).toBeGreaterThan(400);
  });

  it.each([
    ["Linear", 0.0001, 1, 0.5],
    ["Logarithmic", 0.0001, 1, 0.01],
    ["ReverseLogarithmic", 0, 0.9999, 0.99],
  ] as const)("has its median in the middle of a scale that is %s", (ScalingType, low, high, middle) => {
    const values = drawn({ MinValue: String(low), MaxValue: String(high), ScalingType }, "Continuous");
    expect(values[0]).toBeGreaterThanOrEqual(low);
    expect(values.at(-1)).toBeLessThanOrEqual(high);
    const below = values.filter((value) => value < middle).length;
    expect(Math.abs(below - 1_000)).toBeLessThan(100);
  });

  it("makes a grid of every combination", () => {
    const CategoricalParameterRanges = [
      { Name: "a", Values: ["1", "2"] },
      { Name: "b", Values: ["x", "y"] },
    ];
    const ranges = { ...nothing, CategoricalParameterRanges };
    const names = (most: number) => gridOf(ranges, most).map(({ a, b }) => `${a}${b}`);
    expect(names(100)).toEqual(["1x", "1y", "2x", "2y"]);
    expect(names(3)).toEqual(["1x", "1y", "2x"]);
    expect(Object.keys(gridOf(ranges, 1)[0] ?? {})).toEqual(["a", "b"]);
  });

  it("makes of a grid that no memory holds only what is tried", () => {
    const Values = Array.from({ length: 30 }, (_, at) => String(at));
    const CategoricalParameterRanges = Array.from({ length: 12 }, (_, at) => ({ Name: `r${at}`, Values }));
    const grid = gridOf({ ...nothing, CategoricalParameterRanges }, 31);
    expect(grid).toHaveLength(31);
    expect([grid[29]?.r11, grid[30]?.r11, grid[30]?.r10, grid[30]?.r0]).toEqual(["29", "0", "1", "0"]);
  });
});
