import { describe, expect, it } from "vitest";
import { seededIntegers } from "../random.ts";
import { decisionLine } from "./block-e-process.ts";
import { meanEvidence, startMeanProcess, updateMeanProcess, type ValueSums } from "./mean-process.ts";

/** What may happen to one request: whose it is, its value, and the chance of that. */
type Outcomes = readonly (readonly ["champion" | "challenger", number, number])[];

const none: ValueSums = { count: 0, sum: 0, squares: 0 };
const past: ValueSums = { count: 100, sum: 300, squares: 1_100 };
const line = decisionLine(0.025);

function one(value: number): ValueSums {
  return { count: 1, sum: value, squares: value ** 2 };
}

/** The mean of the evidence after one request. */
function expectedEValue(
  seed: Parameters<typeof startMeanProcess>[0],
  share: number,
  outcomes: Outcomes,
): number {
  return outcomes.reduce((sum, [arm, value, chance]) => {
    const block = { champion: none, challenger: none, share, [arm]: one(value) };
    return (
      sum +
      chance *
        Math.exp(meanEvidence(updateMeanProcess(startMeanProcess(seed), { blocks: [block], settled: none })))
    );
  }, 0);
}

/** Uniform numbers from 0 to 1. */
function uniforms(seed: number): () => number {
  const random = seededIntegers(seed);
  return () => random() / 2 ** 32;
}

/** Looks until a process crosses its line, 50 values each; null when it does not. */
function looksUntil(
  seed: Parameters<typeof startMeanProcess>[0],
  options: { readonly number: number; readonly most: number; readonly times: number },
): number | null {
  const uniform = uniforms(options.number);
  let process = startMeanProcess(seed);
  for (let look = 1; look <= options.most; look += 1) {
    const arms = { champion: { ...none }, challenger: { ...none } };
    for (let request = 0; request < 50; request += 1) {
      const arm = uniform() < 0.5 ? "challenger" : "champion";
      const value = Math.min(10, -Math.log(uniform() + 1e-9)) * (arm === "challenger" ? options.times : 1);
      const { count, sum, squares } = arms[arm];
      arms[arm] = { count: count + 1, sum: sum + value, squares: squares + value ** 2 };
    }
    const settled = {
      count: 50,
      sum: arms.champion.sum + arms.challenger.sum,
      squares: arms.champion.squares + arms.challenger.squares,
    };
    process = updateMeanProcess(process, { blocks: [{ ...arms, share: 0.5 }], settled });
    if (meanEvidence(process) >= line) return look;
  }
  return null;
}

describe("a bet on the arm of each value", () => {
  const seed = { direction: "better", minimumEffect: 0.1, low: 0, high: 10, past } as const;

  it.each([0.05, 0.3, 0.5])(
    "is no more than a fair one while both arms have the same values (share %f)",
    (share) => {
      const values = [
        [0, 0.6],
        [4, 0.3],
        [10, 0.1],
      ] as const;
      const outcomes = values.flatMap(
        ([value, chance]) =>
          [
            ["champion", value, (1 - share) * chance],
            ["challenger", value, share * chance],
          ] as const,
      );
      for (const direction of ["better", "worse"] as const) {
        expect(expectedEValue({ ...seed, direction }, share, outcomes)).toBeLessThanOrEqual(1 + 1e-12);
        expect(expectedEValue({ ...seed, direction }, share, outcomes)).toBeGreaterThan(0.9);
      }
    },
  );

  it("with an allowance is no more than a fair one for a challenger that is worse by it, however its values spread", () => {
    const outcomes: Outcomes = [
      ["champion", 2, 0.25],
      ["champion", 4, 0.25],
      ["challenger", 0, 0.5 * 0.73],
      ["challenger", 10, 0.5 * 0.27],
    ];
    expect(expectedEValue({ ...seed, allowance: 0.1 }, 0.5, outcomes)).toBeLessThanOrEqual(1 + 1e-12);
  });

  it("finds order values that are 15% higher, and does so by mistake in at most 2.5% of trials", () => {
    const values = {
      direction: "better",
      minimumEffect: 0.15,
      low: 0,
      high: 10,
      past: { count: 100, sum: 100, squares: 200 },
    } as const;
    const found = Array.from({ length: 40 }, (_, number) =>
      looksUntil(values, { number, most: 200, times: 1.15 }),
    );
    expect(found.filter((look) => look === null)).toEqual([]);
    const equal = Array.from({ length: 200 }, (_, number) =>
      looksUntil(values, { number, most: 60, times: 1 }),
    );
    expect(equal.filter((look) => look !== null).length).toBeLessThanOrEqual(8);
  });
});
