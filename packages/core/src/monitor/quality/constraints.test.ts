import { expect, test } from "vitest";
import { scoreReport } from "../../decider/drift/evidence/score.ts";
import { judgeConstraints, qualityViolations } from "./constraints.ts";
import type { Quality } from "./measure.ts";

const quality = (value: number, standardError = 0.1): Quality => ({
  problem: "regression",
  count: 400,
  confusion: null,
  metrics: new Map([["mae", { value, standardError }]]),
});
const judge = (value: number, constraint: object, baseline: unknown = null) =>
  judgeConstraints(quality(value), [{ metric: "mae", ...constraint }], { baseline, falseAlarmRate: 0.01 });
const baseline = { regression_metrics: { mae: { value: 2, standard_deviation: "NaN" } } };

test("a metric is violated when it is further beyond its line than chance explains", () => {
  expect(judge(2.5, { atMost: 2.2 }).features).toMatchObject([
    { feature: "mae", check: "GreaterThanThreshold", violated: true, pValue: expect.closeTo(0.00135, 5) },
  ]);
  expect(judge(2.3, { atMost: 2.2 }).features).toMatchObject([
    { violated: false, pValue: expect.closeTo(0.15866, 5) },
  ]);
  expect(judge(1.5, { atLeast: 2 }).features).toMatchObject([{ check: "LessThanThreshold", violated: true }]);
});

test("versus its baseline an error may rise and a share of right answers may fall by a share of the baseline", () => {
  expect(judge(2.6, { worseThanBaselineBy: 0.1 }, baseline).features).toMatchObject([
    { check: "GreaterThanThreshold", violated: true, description: expect.stringContaining("'2.2'") },
  ]);
  expect(judge(1, { worseThanBaselineBy: 0.1 }, baseline).features).toMatchObject([{ violated: false }]);
  const accuracy: Quality = {
    ...quality(0),
    problem: "multiclass",
    metrics: new Map([["accuracy", { value: 0.6, standardError: 0.01 }]]),
  };
  const stats = { multiclass_classification_metrics: { accuracy: { value: 0.8 } } };
  expect(judgeConstraints(accuracy, null, { baseline: stats, falseAlarmRate: 0.01 }).features).toMatchObject([
    { check: "LessThanThreshold", violated: true, description: expect.stringContaining("'0.72'") },
  ]);
});

test("without a number or a baseline nothing was measured, and it is said", () => {
  expect(judge(2.6, { worseThanBaselineBy: 0.1 })).toEqual({
    features: [],
    unmeasured: ["the baseline has no mae"],
  });
  expect(judge(Number.POSITIVE_INFINITY, { atMost: 2 })).toEqual({
    features: [],
    unmeasured: ["mae is no number over 400 answers"],
  });
});

test("without a spread the metric is taken as it stands", () => {
  const exact = judgeConstraints(quality(2.5, Number.NaN), [{ metric: "mae", atMost: 2.2 }], {
    baseline: null,
    falseAlarmRate: 0.01,
  });
  expect(exact.features).toMatchObject([{ violated: true, pValue: 0 }]);
});

test("violations are written as Model Monitor writes them", () => {
  expect(qualityViolations(judge(2.5, { atMost: 2.2 }).features)).toEqual({
    version: 0,
    violations: [
      {
        constraint_check_type: "GreaterThanThreshold",
        description: "Metric mae with 2.5 +/- 0.1 was GreaterThanThreshold '2.2'",
        metric_name: "mae",
      },
    ],
  });
  expect(qualityViolations(judge(2, { atMost: 2.2 }).features)).toEqual({ version: 0, violations: [] });
});

test("good answers weigh against drift, bad ones for it", () => {
  const report = {
    source: "driftwheel" as const,
    schedule: "driftwheel-quality",
    windowStart: "2026-06-11T08:00:00.000Z",
    windowEnd: "2026-06-11T09:00:00.000Z",
    rows: 400,
    report: null,
    evidence: null,
  };
  const score = (value: number) =>
    scoreReport({ ...report, features: judge(value, { atMost: 2.2 }).features }, 0.1).score;
  expect(score(1.5)).toBe(-3);
  expect(score(2.2)).toBeCloseTo(0, 9);
  expect(score(2.4)).toBeCloseTo(2, 9);
  expect(score(4)).toBe(3);
});
