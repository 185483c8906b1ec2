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

function written(named: readonly string[] | null): readonly unknown[] {
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
    features: [
      feature("swell", 0.31),
      feature("swell", 0.5, "completeness_check"),
      feature("wind", 0.02),
      feature("note (length)", 0.4),
    ],
    named,
    sources: new Map([["note (length)", "note"]]),
  });
  vi.restoreAllMocks();
  return line
    .trim()
    .split("\n")
    .map((text): unknown => JSON.parse(text));
}

const counts = ["Rows", "LateRequests", "UnreadLines", "ViolatedChecks"].map((Name) => ({
  Name,
  Unit: "Count",
}));

it("a window's figures are metrics of the fleet, at the window's end", () => {
  expect(written(null)).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          { Namespace: "Driftwheel/Functions", Dimensions: [["service"]], Metrics: counts },
        ],
      },
      service: "monitor",
      Rows: 812,
      LateRequests: 3,
      UnreadLines: 2,
      ViolatedChecks: 0,
    },
  ]);
});

it("an endpoint whose policy asks for it has metrics of its own, and of the features that are named", () => {
  const [, line] = written(["swell", "gone"]);
  expect(line).toMatchObject({
    _aws: {
      CloudWatchMetrics: [
        {
          Dimensions: [["service", "Endpoint", "MonitoringSchedule"]],
          Metrics: [...counts, { Name: "feature_baseline_drift_swell", Unit: "None" }],
        },
      ],
    },
    Endpoint: "tides-prod",
    Rows: 812,
    feature_baseline_drift_swell: 0.31,
  });
});
