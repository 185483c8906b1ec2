import { describe, expect, it } from "vitest";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { byStrength, largestDistance } from "./strongest-first.ts";

function line(
  feature: string,
  distance: number | null,
  pValue: number | null,
  check = "check",
): DriftFeature {
  return { feature, check, violated: true, distance, threshold: null, pValue, description: "" };
}

describe("features, strongest first", () => {
  it.each([
    ["by distance", line("b", 0.9, 0.5), line("a", 0.4, 0.01)],
    ["with a distance before those without", line("b", -5, null), line("a", null, 0.01)],
    ["by p-value where the distance is the same", line("b", 0.4, 0.01), line("a", 0.4, 0.5)],
    ["by p-value before those without", line("b", 0.4, 0.99), line("a", 0.4, null)],
    ["by name where nothing else differs", line("a", 0.4, null), line("b", 0.4, null)],
    ["by check where the name is the same", line("a", 0.4, null, "a"), line("a", 0.4, null, "b")],
  ])("%s", (_, first, second) => {
    expect(byStrength(first, second)).toBeLessThan(0);
    expect(byStrength(second, first)).toBeGreaterThan(0);
  });

  it("are equal when they tell the same", () => {
    expect(byStrength(line("a", 0.4, 0.1), line("a", 0.4, 0.1))).toBe(0);
    expect(byStrength(line("a", 0.4, null), line("a", 0.4, 1))).toBe(0);
  });

  it("have the largest distance of those that tell one", () => {
    expect(largestDistance([line("a", null, null), line("b", 0.2, null), line("c", 0.7, null)])).toBe(0.7);
    expect(largestDistance([line("a", -0.2, null)])).toBe(-0.2);
    expect(largestDistance([line("a", null, null)])).toBeNull();
  });
});
