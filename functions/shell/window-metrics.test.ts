import { afterEach, expect, it, vi } from "vitest";
import { windowMetrics } from "./window-metrics.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const feature = (name: string, distance: number | null, check = "baseline_drift_check") => ({
  feature: name,
  check,
  violated: false,
  distance,
  threshold: 0.2,
  pValue: 0.4,
  description: "",
});

function written(named: readonly string[]): unknown {
  let line = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    line += String(text);
    return true;
  });
  const end = new Date(Date.now() - 600_000);
  windowMetrics({
    endpoint: "tides-prod",
    end,
    rows: 812,
    late: 3,
    unread: 2,
    features: [feature("swell", 0.31), feature("swell", 0.5, "completeness_check"), feature("wind", 0.02)],
    named,
  });
  vi.restoreAllMocks();
  return JSON.parse(line);
}

it("a window's figures are metrics of its endpoint, at the window's end", () => {
  expect(written([])).toMatchObject({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: "Driftwheel/Functions",
          Dimensions: [["service", "Endpoint", "MonitoringSchedule"]],
          Metrics: ["Rows", "LateRequests", "UnreadLines", "ViolatedChecks"].map((Name) => ({
            Name,
            Unit: "Count",
          })),
        },
      ],
    },
    Endpoint: "tides-prod",
    Rows: 812,
    LateRequests: 3,
    UnreadLines: 2,
    ViolatedChecks: 0,
  });
});

it("only the features that are named have a metric of their own", () => {
  const line = written(["swell", "gone"]);
  expect(line).toMatchObject({ feature_baseline_drift_swell: 0.31 });
  expect(Object.keys(line ?? {}).filter((key) => key.startsWith("feature_"))).toHaveLength(1);
});
