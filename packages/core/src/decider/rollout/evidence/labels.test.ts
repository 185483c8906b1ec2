import { describe, expect, it } from "vitest";
import { decisionLine } from "../../../stats/sequential/block-e-process.ts";
import { labelledAlike, labelsOf, startLabels, updateLabels } from "./labels.ts";

const arm = (requests: number, trials: number) => ({ requests, trials, successes: trials });

/** The same look again and again. */
function after(looks: number, champion: number, challenger: number): number {
  let labels = startLabels();
  for (let look = 0; look < looks; look += 1) {
    labels = updateLabels(labels, { champion: arm(200, champion), challenger: arm(200, challenger) });
  }
  return labelsOf(labels, 1);
}

describe("whether outcomes are told of the same part of both arms' requests", () => {
  it("is doubted where the challenger has more of them, or fewer", () => {
    expect(after(6, 100, 140)).toBeGreaterThan(decisionLine(0.0125));
    expect(after(6, 100, 60)).toBeGreaterThan(decisionLine(0.0125));
  });

  it("is not where both have as many, be it all, some or none", () => {
    for (const labelled of [200, 100, 0]) expect(after(50, labelled, labelled)).toBeLessThan(1);
  });

  it("is doubted less where requests go together", () => {
    let labels = startLabels();
    for (let look = 0; look < 6; look += 1) {
      labels = updateLabels(labels, { champion: arm(200, 100), challenger: arm(200, 140) });
    }
    expect(labelsOf(labels, 5)).toBeLessThan(labelsOf(labels, 1) / 3);
  });

  it("is so where the difference is too small to matter", () => {
    const arms = { champion: arm(10_000, 9_960), challenger: arm(10_000, 9_880) };
    expect(labelledAlike([arms], { designEffect: 1, matters: 0.02 })).toBe(true);
    expect(labelledAlike([arms], { designEffect: 1, matters: 0.01 })).toBe(false);
  });

  it("is so within what chance does, and without requests", () => {
    expect(
      labelledAlike([{ champion: arm(900, 450), challenger: arm(100, 45) }], {
        designEffect: 1,
        matters: 0.02,
      }),
    ).toBe(true);
    expect(
      labelledAlike([{ champion: arm(900, 450), challenger: arm(100, 30) }], {
        designEffect: 1,
        matters: 0.02,
      }),
    ).toBe(false);
    expect(
      labelledAlike([{ champion: arm(900, 450), challenger: arm(100, 30) }], {
        designEffect: 3,
        matters: 0.02,
      }),
    ).toBe(true);
    expect(
      labelledAlike([{ champion: arm(900, 900), challenger: arm(100, 100) }], {
        designEffect: 1,
        matters: 0.02,
      }),
    ).toBe(true);
    expect(
      labelledAlike([{ champion: arm(900, 450), challenger: arm(0, 0) }], { designEffect: 1, matters: 0.02 }),
    ).toBe(true);
  });
});
