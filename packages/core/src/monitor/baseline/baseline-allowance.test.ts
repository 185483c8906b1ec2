import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../stats/distributions/normal.ts";
import { seededIntegers } from "../../stats/random.ts";
import { clippedLine, cusumReference } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";
import { baselineAllowance, baselineVariance } from "./baseline-allowance.ts";

/** Alarms over those promised when each baseline shifts its windows' scores by a normal number of its own. */
function ratio(spread: number, runLength: number, allowance: number): number {
  const random = seededIntegers(9);
  const normal = () => normalQuantile((random() + 0.5) / 2 ** 32);
  const line = clippedLine(runLength);
  const [baselines, windows] = [150, 1500];
  let alarms = 0;
  for (let baseline = 0; baseline < baselines; baseline += 1) {
    const shift = spread * normal() - allowance;
    let sum = 0;
    for (let window = 0; window < windows; window += 1) {
      const score = Math.min(3, Math.max(-3, shift + Math.sqrt(1 - spread ** 2) * normal()));
      sum = cusumStep(sum, score, cusumReference);
      if (sum < line) continue;
      alarms += 1;
      sum = 0;
    }
  }
  return (alarms * runLength) / (baselines * windows);
}

describe("the allowance for a baseline's own error", () => {
  test("keeps the promise on average over baselines, which is broken without", () => {
    expect(ratio(0.25, 200, 0)).toBeGreaterThan(1.4);
    const kept = ratio(0.25, 200, baselineAllowance(0.25, 200));
    expect(kept).toBeGreaterThan(0.6);
    expect(kept).toBeLessThan(1.2);
  });

  test("is nothing for a baseline without error, and more for more error and for rarer alarms", () => {
    expect(baselineAllowance(0, 200)).toBe(0);
    expect(baselineAllowance(0.2, 200)).toBeGreaterThan(baselineAllowance(0.1, 200));
    expect(baselineAllowance(0.2, 4000)).toBeGreaterThan(baselineAllowance(0.2, 200));
  });

  test("is wanted by large windows against small baselines", () => {
    expect(Math.sqrt(baselineVariance(100, 10_000))).toBeCloseTo(0.01, 3);
    expect(Math.sqrt(baselineVariance(400, 1600))).toBeCloseTo(0.204, 3);
  });
});
