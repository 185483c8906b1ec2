import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { measureQuality } from "./measure.ts";
import type { Outcome, Problem } from "./metrics/outcome.ts";
import golden from "./quality.fixture.json" with { type: "json" };
import { metricIn, qualityStatistics } from "./quality-statistics.ts";

/* Golden values from an independent implementation (NumPy; the curve's area by the trapezoid rule). */

const { regression, binary, multiclass } = golden;
const outcome = (
  label: number | string,
  prediction: number | string,
  score: number | null = null,
): Outcome => ({
  variant: "main",
  label,
  prediction,
  score,
  success: label === prediction,
});

const cases: readonly (readonly [Problem, readonly Outcome[], typeof regression.metrics | object, object])[] =
  [
    [
      "regression",
      regression.labels.map((label, index) => outcome(label, regression.predictions[index] ?? Number.NaN)),
      regression.metrics,
      regression.standardErrors,
    ],
    [
      "binary",
      binary.labels.map((label, index) => {
        const score = binary.scores[index] ?? Number.NaN;
        return outcome(String(label), score >= 0.5 ? "1" : "not 1", score);
      }),
      binary.metrics,
      binary.standardErrors,
    ],
    [
      "multiclass",
      multiclass.labels.map((label, index) => outcome(label, multiclass.predictions[index] ?? "")),
      multiclass.metrics,
      multiclass.standardErrors,
    ],
  ];

describe.each(cases)("%s", (problem, outcomes, metrics, errors) => {
  const quality = measureQuality(outcomes, { problem, positive: "1" });

  test("has the metrics of an independent implementation", () => {
    expect([...quality.metrics.keys()].toSorted()).toEqual(Object.keys(metrics).toSorted());
    for (const [name, value] of Object.entries(metrics)) {
      expect(quality.metrics.get(name)?.value, name).toBeCloseTo(value, 10);
    }
  });

  test("has the standard errors of an independent implementation", () => {
    for (const [name, error] of Object.entries(errors)) {
      expect(quality.metrics.get(name)?.standardError, name).toBeCloseTo(error, 10);
    }
  });

  test("does not depend on the order of the outcomes, standard errors apart", () => {
    const reversed = measureQuality(outcomes.toReversed(), { problem, positive: "1" });
    for (const [name, { value }] of quality.metrics) {
      expect(reversed.metrics.get(name)?.value, name).toBeCloseTo(value, 10);
    }
    expect(reversed.confusion).toEqual(quality.confusion);
  });
});

test("confusion matrices have what turned out in rows and what was predicted in columns", () => {
  const of = (index: number, problem: Problem) =>
    measureQuality(cases[index]?.[1] ?? [], { problem, positive: "1" }).confusion;
  expect(of(1, "binary")).toEqual(binary.confusion);
  expect(of(2, "multiclass")).toEqual(multiclass.confusion);
});

test("the standard error of a share is near the binomial one", () => {
  const random = xoroshiro128plus(17);
  const outcomes = Array.from({ length: 4000 }, () =>
    outcome("a", (random.next() >>> 0) / 2 ** 32 < 0.3 ? "b" : "a"),
  );
  const accuracy = measureQuality(outcomes, { problem: "multiclass", positive: "1" }).metrics.get("accuracy");
  const share = accuracy?.value ?? Number.NaN;
  const binomial = Math.sqrt((share * (1 - share)) / 4000);
  // The spread of 20 groups is itself known to a sixth only; twice that leaves no doubt of the formula.
  expect(Math.abs((accuracy?.standardError ?? 0) / binomial - 1)).toBeLessThan(0.33);
});

describe("the statistics file", () => {
  const quality = measureQuality(cases[1]?.[1] ?? [], { problem: "binary", positive: "1" });

  test("has Model Monitor's layout", () => {
    expect(qualityStatistics(quality)).toMatchObject({
      version: 0,
      dataset: { item_count: 260 },
      binary_classification_metrics: {
        confusion_matrix: binary.confusion,
        f2: { value: expect.closeTo(binary.metrics.f2, 10), standard_deviation: expect.any(Number) },
      },
    });
    expect(metricIn(qualityStatistics(quality), "binary", "auc")).toBeCloseTo(binary.metrics.auc, 10);
  });

  test('writes "NaN" for a standard deviation under 200 samples, and for what is no number', () => {
    const few = measureQuality([outcome(2, 2), outcome(2, 5)], { problem: "regression", positive: "1" });
    expect(qualityStatistics(few)).toEqual({
      version: 0,
      dataset: { item_count: 2 },
      regression_metrics: {
        mae: { value: 1.5, standard_deviation: "NaN" },
        mse: { value: 4.5, standard_deviation: "NaN" },
        rmse: { value: Math.sqrt(4.5), standard_deviation: "NaN" },
        r2: { value: "NaN", standard_deviation: "NaN" },
      },
    });
  });
});

test("shares of nothing are 0, and a curve needs both classes", () => {
  const { metrics } = measureQuality([outcome("0", "0", 0.1)], { problem: "binary", positive: "1" });
  expect(metrics.get("recall")?.value).toBe(0);
  expect(metrics.get("f1")?.value).toBe(0);
  expect(metrics.get("auc")?.value).toBeNaN();
});
