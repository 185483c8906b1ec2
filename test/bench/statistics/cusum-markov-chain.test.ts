import {
  clippedLine,
  cusumReference,
  strongestScore,
} from "@driftwheel/core/stats/sequential/clipped-cusum.ts";
import { averageRunLength } from "@driftwheel/core/stats/sequential/cusum.ts";
import { describe, expect, test } from "vitest";
import { markovRunLength } from "./cusum-markov-chain.ts";

function chain(line: number, clip: number, states = 150): number {
  return markovRunLength({ line, k: cusumReference, clip, shift: 0, states });
}

test("the Markov chain of normal scores gives the published run lengths of k = 0.5", () => {
  // Montgomery, "Introduction to Statistical Quality Control", section 9.1: 168 at 4 and 465 at 5 for two sides together.
  expect(chain(4, 20) / 336).toBeCloseTo(1, 1);
  expect(chain(5, 20) / 930).toBeCloseTo(1, 1);
});

describe("the line of a CUSUM of clipped scores", () => {
  test.each([50, 200, 1_000, 10_000, 100_000, 1_000_000])(
    "for a run length of %d gives it within 2.5%% by the Markov chain",
    (wanted) => {
      const ratio = chain(clippedLine(wanted), strongestScore) / wanted;
      expect(ratio).toBeGreaterThan(0.975);
      expect(ratio).toBeLessThan(1.025);
    },
  );

  test("is lower than that of scores that are not clipped, more so for a long run", () => {
    const longer = (wanted: number) => wanted / averageRunLength(clippedLine(wanted), cusumReference);
    expect(longer(1_000)).toBeGreaterThan(1.02);
    expect(longer(1_000_000)).toBeGreaterThan(longer(1_000) + 0.05);
  });
});
