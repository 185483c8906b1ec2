import { describe, expect, test } from "vitest";
import { evidentlyFeatures, evidentlyReport } from "./report.ts";

function read(json: unknown) {
  const parsed = evidentlyReport.safeParse(json);
  return parsed.success ? evidentlyFeatures(parsed.data, "report") : parsed;
}

const drift = (column: string, method: string | null, threshold: number | null, value: unknown) => ({
  id: column,
  metric_name: `ValueDrift(column=${column})`,
  config: { type: "evidently:metric_v2:ValueDrift", column, method, threshold },
  value,
});
const old = (name: string, stattest: string, score: number, drifted: boolean) => ({
  metric: "ColumnDriftMetric",
  result: { column_name: name, stattest_name: stattest, drift_score: score, drift_detected: drifted },
});

describe("a score of Evidently", () => {
  test.each([
    ["K-S p_value", 0.05, 0.01, true],
    ["K-S p_value", 0.05, 0.2, false],
    ["ks", null, 0.04, true],
    ["Z-test p_value", 0.01, 0.04, false],
    ["Epps-Singleton", 0.05, 0.04, true],
    ["TVD", 0.05, 0.04, true],
    ["Total-Variation-Distance", null, 0.08, true],
    ["Mann-Whitney U-rank test", null, 0.04, true],
    ["Fisher's Exact test", null, 0.2, false],
    ["cramer_von_mises", null, 0.08, true],
  ])("by %s is a p-value: under %s, %s is drift: %s", (method, threshold, value, violated) => {
    expect(read({ metrics: [drift("tide", method, threshold, value)] })).toMatchObject({
      features: [{ feature: "tide", violated, pValue: value, distance: null, threshold: null }],
    });
  });

  test.each([
    ["Wasserstein distance (normed)", 0.1, 0.3, true],
    ["psi", 0.2, 0.15, false],
    ["PSI", null, 0.15, true],
    ["Kullback-Leibler divergence", 0.1, 0.01, false],
    ["Jensen-Shannon distance", 0.1, 0.1, true],
  ])("by %s is a distance: over %s, %s is drift: %s", (method, threshold, value, violated) => {
    expect(read({ metrics: [drift("tide", method, threshold, value)] })).toMatchObject({
      features: [{ violated, distance: value, pValue: null, threshold: threshold ?? 0.1 }],
    });
  });

  test("is read by the verdict of its test, which also names the method that the metric leaves out", () => {
    const report = {
      metrics: [drift("tide", null, null, 0.08)],
      tests: [
        {
          description:
            "Drift score is 0.08. The drift detection method is K-S p_value. The drift threshold is 0.10.",
          status: "FAIL",
          metric_config: { metric_id: "tide" },
        },
      ],
    };
    expect(read(report)).toMatchObject({ features: [{ violated: true, pValue: 0.08, distance: null }] });
  });

  test("of a method that nobody knows is believed only with a verdict, and has no size", () => {
    expect(read({ metrics: [old("tide", "our own test", 17, true)] })).toMatchObject({
      features: [{ violated: true, pValue: null, distance: null }],
    });
    expect(read({ metrics: [drift("tide", "our own test", 3, 17)] })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('report.metrics.0.config.method: is "our own test"; expected'),
    });
  });

  test.each([null, Number.NaN, "NaN"])(
    "that is %s was not measured, and a report of such alone is none",
    (value) => {
      const flat = drift("tide", "psi", 0.1, value);
      expect(read({ metrics: [flat, drift("wind", "psi", 0.1, 0.02)] })).toMatchObject({
        features: [
          { feature: "tide", violated: false, distance: null, description: "Evidently gave no score (psi)" },
          { feature: "wind", violated: false },
        ],
      });
      expect(read({ metrics: [flat] })).toEqual({
        ok: false,
        reason: 'report.metrics: no column has a score ("tide"); expected at least one',
      });
      const legacy = { ...old("tide", "t_test", 0, false).result, drift_score: value };
      expect(read({ metrics: [{ metric: "ColumnDriftMetric", result: legacy }] })).toMatchObject({
        features: [{ feature: "tide", violated: false, pValue: null }],
      });
    },
  );

  test.each([Number.POSITIVE_INFINITY, "Infinity"])(
    "that is %s is beyond every line, and JSON keeps it so",
    (value) => {
      const answer = read({ metrics: [drift("tide", "Kullback-Leibler divergence", 0.1, value)] });
      expect(answer).toMatchObject({
        features: [
          { violated: true, distance: Number.MAX_VALUE, description: expect.stringContaining("Infinity") },
        ],
      });
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    },
  );
});

test("settings are read from the metric's name where the report has no config", () => {
  const name = "ValueDrift(column=wave height, peak,method=Wasserstein distance (normed),threshold=0.25)";
  expect(read({ metrics: [{ metric_id: name, value: 0.2 }] })).toMatchObject({
    features: [{ feature: "wave height, peak", distance: 0.2, threshold: 0.25, violated: false }],
  });
});

test("the share of drifted columns counts only where no column is told of", () => {
  const share = {
    config: { type: "evidently:metric_v2:DriftedColumnsCount", drift_share: 0.4 },
    value: { count: 5, share: 0.5 },
  };
  expect(read({ metrics: [share] })).toMatchObject({
    features: [{ feature: "share of drifted columns", violated: true, distance: 0.5, threshold: 0.4 }],
  });
  expect(read({ metrics: [share, drift("tide", "psi", 0.1, 0)] })).toMatchObject({
    features: [{ feature: "tide", violated: false }],
  });
});

test("the older layout names each column's test, its score and its verdict", () => {
  const table = {
    metric: "DataDriftTable",
    result: {
      drift_by_columns: {
        tide: { stattest_name: "K-S p_value", threshold: 0.05, drift_score: 0.3, drift_detected: false },
        __proto__: { stattest_name: "PSI", drift_score: 0.4, drift_detected: true },
      },
    },
  };
  expect(read(JSON.parse(JSON.stringify({ metrics: [table] })))).toMatchObject({
    features: [{ feature: "tide", violated: false, pValue: 0.3 }],
  });
});

test("a column that is told of twice is violated when either metric says so", () => {
  expect(
    read({ metrics: [old("tide", "PSI", 0.02, false), old("tide", "K-S p_value", 0.001, true)] }),
  ).toMatchObject({ features: [{ feature: "tide", violated: true }] });
});

test.each([
  [
    {
      metrics: [
        {
          metric_name: "DriftedColumnsCount(drift_share=0.5)",
          value: { count: Number.NaN, share: Number.NaN },
        },
      ],
    },
    "report.metrics.0.value.share: is NaN; expected the share of columns that drifted",
  ],
  [{ metrics: [] }, "report.metrics: is a list of 0; expected at least one metric of drift"],
  [{ metrics: [{ metric: "DatasetSummaryMetric", result: {} }] }, "report.metrics: is a list of 1; expected"],
  [{ metrics: [drift("tide", "psi", 0.1, "much")] }, 'report.metrics.0.value: is "much"; expected'],
  [
    {
      metrics: [{ metric: "DataDriftTable", result: { drift_by_columns: { tide: { drift_detected: 1 } } } }],
    },
    "report.metrics.0.result.drift_by_columns.tide.stattest_name: is missing; expected the drift method's name",
  ],
  [
    { metrics: [{ metric: "DataDriftTable", result: null }] },
    "report.metrics.0.result.drift_by_columns: is missing",
  ],
])("what measured no drift, or is broken, is refused with the place: %#", (report, reason) => {
  expect(read(report)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});
