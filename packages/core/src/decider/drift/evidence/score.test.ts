import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../../stats/distributions/normal.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { scoreReport, scoreViolations } from "./score.ts";

function feature(name: string, more: Partial<DriftFeature> = {}): DriftFeature {
  return {
    feature: name,
    check: "baseline_drift_check",
    violated: false,
    distance: 0.05,
    threshold: 0.2,
    pValue: 0.5,
    description: "",
    ...more,
  };
}

function told(features: readonly DriftFeature[], schedule: string | null = "hourly") {
  return {
    source: "driftwheel",
    schedule,
    windowStart: "2026-05-04T03:00:00.000Z",
    windowEnd: "2026-05-04T04:00:00.000Z",
    rows: 480,
    features,
    evidence: null,
    report: "s3://reports/4",
  } as const;
}

function report(features: readonly DriftFeature[], schedule: string | null = "hourly", smallestEffect = 0) {
  return scoreReport(told(features, schedule), smallestEffect);
}

describe("a report with p-values", () => {
  test("scores its least p-value, corrected for the number of features", () => {
    const { score } = report([feature("a", { pValue: 0.01 }), feature("b"), feature("c", { pValue: 0.9 })]);
    expect(score).toBeCloseTo(normalQuantile(0.99 ** 3), 10);
  });

  test("keeps the ten strongest of five hundred violated features", () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      feature(`f${index}`, { violated: true, distance: index / 100 }),
    );
    expect(report(many).features.map(({ feature: name }) => name)).toEqual(
      Array.from({ length: 10 }, (_, index) => `f${499 - index}`),
    );
  });

  test("never counts for drift when nothing moved as far as matters, however certain it is", () => {
    const certain = [feature("a", { pValue: 1e-12, distance: 0.05 }), feature("b", { distance: 0.01 })];
    expect(report(certain, "hourly", 0.1).score).toBe(0);
    expect(report(certain, "hourly", 0.05).score).toBe(3);
    expect(report([feature("a", { pValue: 0.97, distance: 0.01 })], "hourly", 0.1).score).toBeLessThan(0);
  });

  test("keeps the violated features, strongest first, and the largest effect", () => {
    const window = report([
      feature("weak", { violated: true, distance: 0.3 }),
      feature("none", { distance: 9 }),
      feature("unmeasured", { violated: true, distance: null }),
      feature("strong", { violated: true, distance: 0.8 }),
    ]);
    expect(window.features.map(({ feature: name }) => name)).toEqual(["strong", "weak", "unmeasured"]);
    expect(window).toMatchObject({ effect: 0.8, rows: 480, report: "s3://reports/4", schedule: "hourly" });
  });

  test("scores what it says as a whole, less its allowance, where it says so", () => {
    const features = [feature("a", { pValue: 1e-9 })];
    const whole = (pValue: number, allowance: number) =>
      scoreReport({ ...told(features), evidence: { pValue, allowance, calibration: "bootstrap" } }, 0).score;
    expect(whole(0.1, 0)).toBeCloseTo(-normalQuantile(0.1), 10);
    expect(whole(0.1, 0.3)).toBeCloseTo(-normalQuantile(0.1) - 0.3, 10);
    expect(whole(0, 0.3)).toBe(3);
    expect(whole(1, 0)).toBe(-3);
  });

  test("names its most evident line when it counts for drift though none is violated", () => {
    const features = [
      feature("far", { distance: 0.4, pValue: 0.4 }),
      feature("evident", { distance: 0.2, pValue: 0.05 }),
      feature("near", { distance: 0.01, pValue: 0.02 }),
    ];
    const window = report(features, "hourly", 0.1);
    expect(window.features.map(({ feature: name }) => name)).toEqual(["evident"]);
    expect(window).toMatchObject({ effect: 0.2 });
    expect(report([feature("quiet", { pValue: 0.8 })]).features).toEqual([]);
  });

  test.each([
    ["it counts for nothing", [feature("even", { distance: 0.3, pValue: 0.5 })]],
    [
      "what moved has no p-value",
      [feature("far", { distance: 0.4, pValue: null }), feature("near", { distance: 0.01, pValue: 0.001 })],
    ],
  ])("names no line when none is violated and %s", (_, features) => {
    expect(report(features, "hourly", 0.1).features).toEqual([]);
  });

  test("names the most evident line in whichever order they come, and one that just moved enough", () => {
    const lines = [0.3, 0.05, 0.2].map((pValue) => feature(`p${pValue}`, { distance: 0.1, pValue }));
    for (const features of [lines, lines.toReversed()]) {
      expect(report(features, "hourly", 0.1).features.map(({ feature: name }) => name)).toEqual(["p0.05"]);
    }
  });

  test("scores a violated line by its p-value, and by 2.58 only where it has none", () => {
    expect(report([feature("a", { violated: true, pValue: 0.4 })]).score).toBeCloseTo(
      -normalQuantile(0.4),
      10,
    );
    expect(report([feature("a", { violated: true, pValue: null })]).score).toBe(2.58);
    expect(report([feature("a", { violated: false, pValue: null })]).score).toBe(0);
  });

  test("without a schedule has its source's name for one", () => {
    expect(report([feature("a")], null).schedule).toBe("driftwheel");
  });

  test("scores a number from -3 to 3 whatever it says", () => {
    const probability = fc.oneof(
      fc.constantFrom(0, 1, null, Number.NaN, 1e-320),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const any = fc.record({ pValue: probability, violated: fc.boolean() });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (features) => {
        const { score } = report(features.map((more, index) => feature(`f${index}`, more)));
        expect(Math.abs(score)).toBeLessThanOrEqual(3);
      }),
      { seed: 63 },
    );
  });

  test("scores no less for stronger evidence in any feature", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 10 }), p, (pValues, share) => {
        const before = report(pValues.map((pValue, index) => feature(`f${index}`, { pValue })));
        const after = report(
          pValues.map((pValue, index) =>
            feature(`f${index}`, { pValue: index === 0 ? pValue * share : pValue }),
          ),
        );
        expect(after.score).toBeGreaterThanOrEqual(before.score);
      }),
      { seed: 64 },
    );
  });
});

describe("violations without p-values", () => {
  const scored = (violations: Parameters<typeof scoreViolations>[0]["violations"]) =>
    scoreViolations({
      violations,
      source: "model-monitor",
      schedule: "daily",
      start: null,
      end: "2026-05-04T04:00:00.000Z",
      report: null,
    });

  test("score 2.58 however many there are, with the distances that they tell", () => {
    const window = scored([
      {
        feature: "rain",
        check: "completeness_check",
        description: "Value: 0.9 does not meet the constraint requirement!",
      },
      {
        feature: "wind",
        check: "baseline_drift_check",
        description: "Numerical distance: 0.4 exceeds numerical threshold: 0.1",
      },
    ]);
    expect(window).toMatchObject({ score: 2.58, effect: 0.4, rows: null });
    expect(window.features[0]).toMatchObject({
      feature: "wind",
      violated: true,
      distance: 0.4,
      threshold: 0.1,
      pValue: null,
    });
  });

  test("are kept ten at a time, the strongest", () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      feature: `f${index}`,
      check: "baseline_drift_check",
      description: `distance: 0.${50 + index} exceeds threshold: 0.1`,
    }));
    const { features } = scored(many);
    expect(features.map(({ feature: name }) => name)).toEqual(
      Array.from({ length: 10 }, (_, index) => `f${11 - index}`),
    );
  });

  test("of a metric have no effect on the scale of distributions", () => {
    const window = scored([
      {
        feature: "mae",
        check: "GreaterThanThreshold",
        description: "Metric mae with 2.4 was GreaterThanThreshold 2.1",
      },
    ]);
    expect(window).toMatchObject({ score: 2.58, effect: null });
  });

  test("a clean window scores 0", () => {
    expect(scored([])).toMatchObject({ score: 0, effect: null, features: [] });
  });
});
