import { describe, expect, it } from "vitest";
import { measured } from "./violation-description.ts";

const of = (check: string, description: string) => measured({ feature: "rain", check, description });

describe("how far a violation is from what was required", () => {
  it.each([
    ["Numerical distance: 0.4 exceeds numerical threshold: 0.1", 0.4, 0.1],
    ["Baseline drift distance: .37 exceeds threshold: 1e-1", 0.37, 0.1],
    ["CATEGORICAL DISTANCE: 0.4 EXCEEDS CATEGORICAL THRESHOLD: 0.1", 0.4, 0.1],
    ["Baseline drift '0.5' exceeds threshold '0.2'", 0.5, 0.2],
  ])("is the distance of a drift: %s", (description, distance, threshold) => {
    expect(of("baseline_drift_check", description)).toEqual({ distance, threshold });
  });

  it.each([
    ["feature_attribution_drift_check", "Drift 0.71 exceeds threshold 0.9"],
    ["drift_check", "Feature attribution drift 0.71 exceeds threshold 0.9"],
    ["FEATURE_ATTRIBUTION", "Drift 0.71 exceeds threshold 0.9"],
    ["drift_check", "FEATURE ATTRIBUTION drift 0.71 exceeds threshold 0.9"],
  ])("is what an attribution's score lacks to one: %s, %s", (check, description) => {
    const { distance, threshold } = of(check, description);
    expect(distance).toBeCloseTo(0.29, 12);
    expect(threshold).toBeCloseTo(0.1, 12);
  });

  it.each([
    [
      "Data type match requirement is not met. Expected match: 100.0%. Observed: Only 75.0% of data is Integral.",
    ],
    [
      "data type match requirement is not met. expected match: 100.0%.\nobserved: only 75.0% of data is integral.",
    ],
  ])("is the share of rows of another type: %s", (description) => {
    expect(of("data_type_check", description)).toEqual({ distance: 0.25, threshold: 0 });
  });

  it("is told with the share that was required of a type", () => {
    const { threshold } = of(
      "data_type_check",
      "Expected match: 90%. Observed: Only 75% of data is Integral.",
    );
    expect(threshold).toBeCloseTo(0.1, 12);
  });

  it.each(["completeness_check", "data_type_check", "categorical_values_check"])(
    "is the share of rows that do not meet a %s",
    (check) => {
      expect(of(check, "Value: 0.75 does not meet the constraint requirement!")).toEqual({
        distance: 0.25,
        threshold: null,
      });
    },
  );

  it.each([
    [0, 1],
    [1, 0],
  ])("is known for a share of %d", (share, distance) => {
    expect(of("completeness_check", `VALUE ${share} doesn't meet it`).distance).toBe(distance);
  });

  it.each([
    ["a share above one", "completeness_check", "Value: 1.5 does not meet the constraint requirement!"],
    ["a share below zero", "completeness_check", "Value: -0.5 does not meet the constraint requirement!"],
    ["words that nobody knows", "completeness_check", "too few values"],
    [
      "a value that is no share",
      "bias_drift_check",
      "Value: 0.31 does not meet the constraint requirement 0.08",
    ],
    [
      "types under another check",
      "baseline_drift_check",
      "Expected match: 100%. Observed: Only 75% of data.",
    ],
    [
      "numbers that are none",
      "baseline_drift_check",
      `distance: ${"9".repeat(400)} exceeds threshold: ${"9".repeat(400)}`,
    ],
  ])("is not guessed from %s", (_, check, description) => {
    expect(of(check, description)).toEqual({ distance: null, threshold: null });
  });
});
