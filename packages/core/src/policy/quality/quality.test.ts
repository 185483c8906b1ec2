import { describe, expect, test } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { FleetInput } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";
import { qualitySettings } from "./quality-settings.ts";

const model = policyInput("vines");
const regression = { groundTruth: "s3://vines/truth", problem: "regression", success: { within: 2 } };
const binary = { groundTruth: "s3://vines/truth", problem: "binary" };

/** The policies below are what a person could write in a file that no compiler has seen. */
function qualityOf(quality: object) {
  return defineFleet({ models: { vines: { ...model, quality } } } as unknown as FleetInput).models.vines
    ?.quality;
}

test("a model without it is watched for nothing of the kind", () => {
  expect(
    defineFleet({ models: { vines: model } } as unknown as FleetInput).models.vines?.quality,
  ).toBeUndefined();
});

test("defaults are the first column, a day back and a hundred labels; the usual constraints are the baseline's to say", () => {
  expect(qualityOf(regression)).toEqual({
    ...regression,
    success: undefined,
    within: 2,
    label: 0,
    threshold: 0.5,
    positive: "1",
    minLabels: 100,
    lookBack: 86_400_000,
    lag: 300_000,
    blindAfter: 48,
  });
  expect(qualityOf(binary)?.constraints).toBeUndefined();
});

test("a binary model that has a score and no prediction answers by its score", () => {
  const settings = (quality: object) => {
    const checked = qualityOf(quality);
    return checked && qualitySettings(checked);
  };
  expect(settings({ ...binary, score: "p" })).toMatchObject({ prediction: null, score: "p", threshold: 0.5 });
  expect(settings({ ...binary, score: 1, prediction: 0 })).toMatchObject({ prediction: 0, score: 1 });
  expect(settings(binary)).toMatchObject({ prediction: 0, score: null });
  expect(settings({ ...binary, positive: 1 })).toMatchObject({ positive: "1" });
  expect(settings({ ...binary, positive: true })).toMatchObject({ positive: "true" });
});

describe("a policy that cannot work is refused with the path and the value", () => {
  test.each([
    [
      { ...regression, groundTruth: "vines/truth" },
      'quality.groundTruth is "vines/truth": must be an S3 location',
    ],
    [{ ...regression, problem: "ranking" }, 'quality.problem is "ranking"'],
    [{ ...regression, success: undefined }, "quality.success is missing: a regression needs { within: ... }"],
    [{ ...regression, success: { within: -1 } }, "quality.success.within is -1: must not be negative"],
    [{ ...binary, success: { within: 1 } }, 'quality.success is {"within":1}: only a regression has one'],
    [{ ...regression, score: 1 }, "quality.score is 1: only a binary problem has one"],
    [{ ...binary, label: -1 }, "quality.label is -1: must be the column of a CSV row"],
    [{ ...binary, threshold: 1 }, "quality.threshold is 1: must be below 1"],
    [{ ...binary, minLabels: 3 }, "quality.minLabels is 3: must be at least 10"],
    [{ ...binary, lookBack: "long" }, 'quality.lookBack is "long"'],
    [{ ...binary, constraints: [] }, "quality.constraints is []: needs at least one constraint"],
    [{ ...binary, constraints: [{ metric: "f1" }] }, "quality.constraints.0 is"],
    [
      { ...binary, constraints: [{ metric: "mae", atMost: 1 }] },
      'quality.constraints.0.metric is "mae": must be one of recall, precision',
    ],
    [{ ...binary, baseline: "s3://vines" }, 'quality.baseline is "s3://vines": must be an S3 object'],
    [{ ...binary, labels: 1 }, "quality.labels is 1: unknown field; did you mean label?"],
  ])("%j", (quality, expected) => {
    expect(() => qualityOf(quality)).toThrow(`models.vines.${expected}`);
  });
});
