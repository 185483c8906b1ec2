import { describe, expect, it } from "vitest";
import { seededIntegers } from "../random.ts";
import { runEvidence } from "./run-evidence.ts";

/** ln(1 / 0.025) */
const line = Math.log(40);

/** Normal values by Box and Muller. */
function normals(seed: number): () => number {
  const random = seededIntegers(seed);
  const uniform = () => (random() + 1) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The share of trials whose evidence crosses the line at any of their runs. */
function crossed(trials: number, runs: number, next: () => number): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const values: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      values.push(next());
      if (runEvidence(values, { is: "above", limit: 0 }) >= line) {
        count += 1;
        break;
      }
    }
  }
  return count / trials;
}

describe("evidence of runs", () => {
  it("says of one run no more than that its sign is one of two", () => {
    expect(runEvidence([0.3], { is: "above", limit: 0 })).toBeLessThan(Math.LN2);
    expect(runEvidence([0.3], { is: "above", limit: 0 })).toBeGreaterThan(0.4);
    expect(runEvidence([-0.3], { is: "above", limit: 0 })).toBeLessThan(0);
  });

  it("is the ratio of a noncentral and a central t density", () => {
    // scipy 1.17.1: log(mean(nct.pdf(t, 3, 2 * d) / t_.pdf(t, 3) for d in effects)), t = mean / (sd / 2) of these four
    const values = [0.11, 0.07, 0.12, 0.06];
    expect(runEvidence(values, { is: "above", limit: 0 })).toBeCloseTo(3.2115176, 4);
  });

  it("does not depend on the unit, and turns with the side that is asked about", () => {
    const values = [0.1, 0.2, 0.05, 0.16];
    const shown = runEvidence(values, { is: "above", limit: 0 });
    const hundredfold = values.map((value) => 100 * value);
    expect(runEvidence(hundredfold, { is: "above", limit: 0 })).toBeCloseTo(shown, 8);
    const turned = values.map((value) => 0.5 - value);
    expect(runEvidence(turned, { is: "below", limit: 0.5 })).toBeCloseTo(shown, 8);
  });

  it("shows a difference that every run has within a few runs", () => {
    const values = [0.21, 0.17, 0.2, 0.19];
    expect(runEvidence(values.slice(0, 2), { is: "above", limit: 0 })).toBeLessThan(line);
    expect(runEvidence(values, { is: "above", limit: 0 })).toBeGreaterThan(line);
  });

  it("says nothing where nothing differs, and of runs that are all the same as much as their number allows", () => {
    expect(runEvidence([], { is: "above", limit: 0 })).toBe(0);
    expect(runEvidence([0, 0, 0], { is: "above", limit: 0 })).toBe(0);
    const same = (runs: number) =>
      runEvidence(
        Array.from({ length: runs }, () => 0.02),
        { is: "above", limit: 0 },
      );
    expect(same(2)).toBeLessThan(line);
    expect(same(5)).toBeGreaterThan(line);
    expect(Number.isFinite(same(365))).toBe(true);
  });

  it("shows a difference that is not there in one of forty trials at most, though it is looked at after each run", () => {
    expect(crossed(600, 25, normals(3))).toBeLessThan(0.025 + 3 * Math.sqrt((0.025 * 0.975) / 600));
    const worse = normals(4);
    expect(crossed(200, 25, () => worse() - 0.2)).toBeLessThan(0.02);
  });
});
