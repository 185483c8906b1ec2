import { describe, expect, test } from "vitest";
import { measured } from "../../decider/drift/violation-description.ts";
import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import { parseViolations, violationsDocument } from "./constraint-violations.ts";

const dataQuality = {
  violations: [
    {
      feature_name: "wind",
      constraint_check_type: "baseline_drift_check",
      description: "Numerical distance: 0.318 exceeds numerical threshold: 0",
    },
    {
      feature_name: "rain",
      constraint_check_type: "completeness_check",
      description: "Value: 0.75 does not meet the constraint requirement! ",
    },
  ],
};

describe("a violations file", () => {
  test("of data quality names features", () => {
    expect(parseViolations(JSON.stringify(dataQuality))).toEqual({
      ok: true,
      violations: dataQuality.violations.map((found) => ({
        feature: found.feature_name,
        check: found.constraint_check_type,
        description: found.description,
      })),
    });
  });

  test.each([
    [
      "model quality",
      {
        metric_name: "mae",
        constraint_check_type: "GreaterThanThreshold",
        description: "Metric mae with 2.4 was GreaterThanThreshold 2.1",
      },
      "mae",
    ],
    [
      "bias",
      {
        facet: "Region",
        facet_value: 3,
        metric_name: "DPPL",
        constraint_check_type: "bias_drift_check",
        description: "Metric value Infinity doesn't meet the baseline constraint requirement 0.2",
      },
      "DPPL Region=3",
    ],
    [
      "attribution",
      {
        label: "frost",
        metric_name: "shap",
        constraint_check_type: "feature_attribution_drift_check",
        description: null,
        seen: "NaN",
      },
      "shap frost",
    ],
    [
      "a dataset",
      { constraint_check_type: "extra_column_check", description: "There are extra columns." },
      "the dataset",
    ],
  ])("of %s names its subject, whatever else it holds", (_, violation, feature) => {
    const answer = parseViolations(
      `\uFEFF${JSON.stringify({ version: null, more: {}, violations: [violation] })}`,
    );
    expect(answer).toMatchObject({
      ok: true,
      violations: [{ feature, check: violation.constraint_check_type }],
    });
  });

  test("may be written by Python, of data that have no value", () => {
    const text = `{"violations": [{"facet": "Age", "facet_value": NaN, "metric_name": "DPPL", "value": -Infinity,
      "constraint_check_type": "bias_drift_check", "description": "Metric value NaN"}]}`;
    expect(parseViolations(text)).toEqual({
      ok: true,
      violations: [{ feature: "DPPL Age=NaN", check: "bias_drift_check", description: "Metric value NaN" }],
    });
  });

  test("without violations is a clean run", () => {
    expect(parseViolations('{"version": "1.0", "violations": []}')).toEqual({ ok: true, violations: [] });
  });

  test.each([
    ["", "the file is empty"],
    ["\n ", "the file is empty"],
    ['{"violations": [{"feature_na', "the file is no JSON"],
    ["[]", "the file: is a list of 0; expected an object"],
    ["3", "the file: is 3"],
    ["{}", "violations: is missing; expected a list of violations"],
    ['{"violations": {}}', "violations: is an object; expected a list"],
    ['{"violations": [7]}', "violations.0: is 7"],
    ['{"violations": [{"feature_name": "a"}]}', "violations.0.constraint_check_type: is missing"],
    ['{"violations": [{"constraint_check_type": "x", "description": 5}]}', "violations.0.description: is 5"],
    [" ".repeat(50_000_000), "the file has 50 MB"],
  ])("that is broken is refused with the place", (text, reason) => {
    expect(parseViolations(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test("written by our own monitor has the violated features only, and is read back the same", () => {
    const feature = (name: string, violated: boolean): DriftFeature => ({
      feature: name,
      check: "baseline_drift_check",
      violated,
      distance: 0.4,
      threshold: 0.2,
      pValue: 1e-5,
      description: "Baseline drift distance: 0.4 exceeds threshold: 0.2 (PSI)",
    });
    const answer = parseViolations(
      JSON.stringify(violationsDocument([feature("wind", true), feature("rain", false)])),
    );
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.violations.map(({ feature: name }) => name)).toEqual(["wind"]);
    expect(answer.violations.map(measured)).toEqual([{ distance: 0.4, threshold: 0.2 }]);
  });
});

describe("what a violation's description tells", () => {
  test.each([
    ["baseline_drift_check", "Numerical distance: 0.318 exceeds numerical threshold: 0", 0.318, 0],
    ["baseline_drift_check", "Categorical distance: 1.2e-1 exceeds categorical threshold: 0.1", 0.12, 0.1],
    ["baseline_drift_check", "Baseline drift distance: 0.55 exceeds threshold: 0.1", 0.55, 0.1],
    ["completeness_check", "Value: 0.75 does not meet the constraint requirement! ", 0.25, null],
    ["categorical_values_check", "Value: 0.0 does not meet the constraint requirement! ", 1, null],
    [
      "data_type_check",
      "Data type match requirement is not met. Expected data type: Fractional, Expected match: 100.0%. Observed: Only 62.5% of data is Fractional.",
      0.375,
      0,
    ],
  ])("%s: %s", (check, description, distance, threshold) => {
    expect(measured({ feature: "x", check, description })).toEqual({ distance, threshold });
  });

  test("an attribution score is a violation BELOW its line, so the distance is what it lacks", () => {
    const { distance, threshold } = measured({
      feature: "shap label0",
      check: "feature_attribution_drift_check",
      description: "Feature attribution drift 0.64 exceeds threshold 0.9",
    });
    expect(distance).toBeCloseTo(0.36, 12);
    expect(threshold).toBeCloseTo(0.1, 12);
  });

  test.each([
    ["GreaterThanThreshold", "Metric mae with 2.4 +/- 0.1 was GreaterThanThreshold '2.1'"],
    ["bias_drift_check", "Metric value Infinity doesn't meet the baseline constraint requirement 0.2"],
    ["bias_drift_check", "Value 0.07 does not meet the constraint requirement"],
    ["completeness_check", "Value: 17 does not meet the constraint requirement! "],
    ["baseline_drift_check", "Numerical distance: NaN exceeds numerical threshold: 0"],
    ["baseline_drift_check", ""],
    ["a_check_of_tomorrow", "Something else went wrong: 3 of 4"],
  ])("is nothing where the unit or the wording is another (%s: %s)", (check, description) => {
    expect(measured({ feature: "x", check, description })).toEqual({ distance: null, threshold: null });
  });
});
