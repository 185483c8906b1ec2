import { expectClose, golden } from "@driftwheel/core/stats/golden.fixture.ts";
import { describe, expect, test } from "vitest";
import { informationPerPair } from "./sprt-bound.ts";

describe("information of a pair of trials", () => {
  test.each(golden.informationPerPair)("agrees with the reference ($pA, $pB)", ({ pA, pB, information }) => {
    expectClose(informationPerPair(pA, pB), information);
  });

  test("is nothing for equal rates, and most for certain ones", () => {
    expect(informationPerPair(0.3, 0.3)).toBe(0);
    expect(informationPerPair(0, 1)).toBeCloseTo(2 * Math.log(2), 12);
  });
});
