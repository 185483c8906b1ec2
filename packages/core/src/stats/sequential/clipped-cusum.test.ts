import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markovRunLength } from "../cusum-markov-chain.ts";
import { clippedLine, clippedRunLength, cusumReference, strongestScore } from "./clipped-cusum.ts";
import { averageRunLength } from "./cusum.ts";

function chain(line: number, clip: number, states = 150): number {
  return markovRunLength({ line, k: cusumReference, clip, shift: 0, states });
}

describe("the run length of a CUSUM of clipped scores", () => {
  test.each([2, 3, 4.5, 6, 8, 10])("is within 2.5%% of the Markov chain at the line %d", (line) => {
    const ratio = clippedRunLength(line) / chain(line, strongestScore);
    expect(ratio).toBeGreaterThan(0.975);
    expect(ratio).toBeLessThan(1.025);
  });

  test("is longer than that of scores that are not clipped, more so at a high line", () => {
    const longer = (line: number) => clippedRunLength(line) / averageRunLength(line, cusumReference);
    expect(longer(5)).toBeGreaterThan(1.02);
    expect(longer(12)).toBeGreaterThan(longer(5) + 0.05);
  });

  test("has the line of a wanted run length for its inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: 20, max: 1e9, noNaN: true }), (wanted) => {
        expect(clippedRunLength(clippedLine(wanted)) / wanted).toBeCloseTo(1, 9);
      }),
      { seed: 71 },
    );
    expect(clippedLine(0)).toBe(0);
  });
});

test("the Markov chain of normal scores gives the published run lengths of k = 0.5", () => {
  // Montgomery, "Introduction to Statistical Quality Control", section 9.1: 168 at 4 and 465 at 5 for two sides together.
  expect(chain(4, 20) / 336).toBeCloseTo(1, 1);
  expect(chain(5, 20) / 930).toBeCloseTo(1, 1);
});
