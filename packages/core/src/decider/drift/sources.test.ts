import { describe, expect, it } from "vitest";
import { monitorRan, violation, violationsFile } from "../testing/drift-steps.ts";
import { arn } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { endpointTold } from "../testing/steps.ts";

const far = [violation("rain", 0.9)];

describe("a run of Model Monitor", () => {
  it("is a window with what it found, where and when", () => {
    given(endpointTold)
      .when(monitorRan({ violations: far, output: "s3://meadow/reports" }))
      .then([
        [
          "signal-observed",
          {
            signal: "monitor-run-finished",
            window: {
              source: "model-monitor",
              schedule: "meadow-hourly",
              start: "2026-07-06T08:00:00.000Z",
              end: "2026-07-06T09:00:00.000Z",
              score: 2.58,
              effect: 0.9,
              features: [{ feature: "rain", violated: true, distance: 0.9, threshold: 0.01, pValue: null }],
              report: "s3://meadow/reports",
            },
          },
          /^rain moved/,
        ],
      ])
      .after(["monitorRun", "championPackage"]);
  });

  it("that found nothing is a window without drift", () => {
    given(endpointTold)
      .when(monitorRan({}))
      .then([["signal-observed", { window: { score: 0, features: [] } }, /^No drift/]]);
  });

  it.each([
    ["the run's own", { schedule: "of the run" }, { schedule: "of the event" }, "of the run"],
    ["the event's", { schedule: null }, { schedule: "of the event" }, "of the event"],
    ["the monitor's name", { schedule: null }, { schedule: null }, "data-quality"],
  ])("is of the schedule that is %s", (_, run, event, schedule) => {
    given(endpointTold)
      .when(monitorRan(run, event))
      .then([["signal-observed", { window: { schedule } }]]);
  });

  it.each([
    ["the end that the run tells", {}, "2026-07-06T09:00:00.000Z"],
    ["the moment of the event, where nothing tells", { windowEnd: null }, "2026-07-06T09:12:00.000Z"],
  ])("ended at %s", (_, run, end) => {
    given(endpointTold)
      .when(monitorRan(run, { at: "2026-07-06T09:12:00.000Z" }))
      .then([["signal-observed", { window: { end } }]]);
  });

  it.each([
    ["InProgress", null, "Monitor run meadow-run is InProgress; it says nothing about drift."],
    ["Failed", "no captures", "Monitor run meadow-run is Failed: no captures; it says nothing about drift."],
  ] as const)("that is %s says nothing about drift, and is not asked", (status, failureReason, because) => {
    const { entries } = underPolicy({ retrain: { pipeline: "meadow-train" } })
      .given(endpointTold)
      .when(monitorRan({ violations: far }, { status, failureReason }))
      .then([["signal-observed", { signal: "monitor-run-finished" }, because]])
      .leaves({ drift: { windows: {} } })
      .after([]);
    expect(entries[0]?.data).toEqual({ signal: "monitor-run-finished" });
  });

  it("that failed is asked what it ran on where costs are written down, and says nothing about drift", () => {
    const ran = { used: [], joined: false };
    given(endpointTold)
      .when(monitorRan({ violations: far, ran }, { status: "Failed" }))
      .then([["signal-observed", { ran }, "Monitor run meadow-run is Failed; it says nothing about drift."]])
      .leaves({ drift: { windows: {} } })
      .after(["monitorRun", "championPackage"]);
  });
});

describe("a file of violations", () => {
  it("is a window with what is in it", () => {
    given(endpointTold)
      .when(violationsFile(far))
      .then([
        [
          "signal-observed",
          {
            signal: "violations-file-created",
            window: {
              source: "model-monitor",
              schedule: "meadow-hourly",
              start: null,
              end: "2026-07-06T09:00:00.000Z",
              score: 2.58,
              features: [{ feature: "rain" }],
              report: "s3://meadow/reports/constraint_violations.json",
            },
          },
        ],
      ])
      .after(["violations", "championPackage"]);
  });

  it("that lies nowhere in particular is a schedule of its own, and ended when it was written", () => {
    given(endpointTold)
      .when(violationsFile(far, { schedule: null, windowEnd: null, at: "2026-07-06T09:12:00.000Z" }))
      .then([
        [
          "signal-observed",
          {
            window: {
              schedule: "meadow/reports/constraint_violations.json",
              end: "2026-07-06T09:12:00.000Z",
            },
          },
        ],
      ]);
  });

  it.each(["driftwheel", "driftwheel-quality"])("of Driftwheel's own monitor %s is not read", (schedule) => {
    given(endpointTold)
      .when(violationsFile(far, { schedule }))
      .then([
        [
          "signal-observed",
          { signal: "violations-file-created" },
          "The file of Driftwheel's own monitor; its report tells the same.",
        ],
      ])
      .leaves({ drift: { windows: {} } })
      .after(["championPackage"]);
  });
});

it("any of them shows the endpoint where nothing was seen of it before, and asks for the champion's package then", () => {
  for (const step of [monitorRan({}), violationsFile([])]) {
    const { asked } = given()
      .when(step)
      .then([
        ["signal-observed", { endpoint: { config: "meadow-1" } }],
        ["signal-observed", { window: { score: 0 } }],
      ]);
    expect(asked[0]).toEqual({ ask: "endpoint", name: "meadow-prod" });
    expect(asked.at(-1)).toEqual({ ask: "championPackage", arn: arn(1) });
  }
});
