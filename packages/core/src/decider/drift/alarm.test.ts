import { describe, it } from "vitest";
import { alarmed, driftConfirmed, monitored } from "../testing/drift-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { again, later, onTrial, settled } from "../testing/steps.ts";

const guarded = underPolicy({ rollout: { ramp: [20, 60], guards: { alarms: ["meadow-5xx"] } } });
const hour = 3_600_000;

describe("an alarm of the model", () => {
  it("that guards the rollout takes the challenger off the traffic, with the alarm's reason", () => {
    guarded
      .given(...onTrial)
      .when(alarmed("meadow-5xx"))
      .then(
        [
          [
            "weights-shifted",
            { from: 20, to: 0, next: { deploy: "original", config: "meadow-1" } },
            "Alarm meadow-5xx went off: Threshold Crossed",
          ],
        ],
        [
          ["shift-weights", { weights: { main: 100, "version-2": 0 } }],
          ["restore-config", { config: "meadow-1" }],
        ],
      )
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it.each([
    ["that guards nothing", "meadow-queue", {}],
    ["that guards the rollout and is fine again", "meadow-5xx", { state: "OK" }],
    ["that guards the rollout and has no data", "meadow-5xx", { state: "INSUFFICIENT_DATA" }],
  ] as const)("%s is only observed during a trial", (_, name, changes) => {
    guarded
      .given(...onTrial)
      .when(alarmed(name, changes))
      .then([["signal-observed", { signal: "alarm-changed" }, `Alarm ${name} is `]])
      .leaves({ rollout: { phase: "looking", weight: 20 } });
  });

  it("that guards is only observed when nothing is on trial, or the trial ends already", () => {
    guarded
      .given(...onTrial, alarmed("meadow-5xx"), settled)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"]);
    guarded
      .given(...onTrial, alarmed("meadow-5xx"))
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"]);
  });

  it("that is delivered again writes nothing", () => {
    guarded
      .given(...onTrial, alarmed("meadow-5xx"))
      .when(again)
      .then([]);
  });

  it("under a policy without guards is only observed", () => {
    given(...onTrial)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"]);
  });

  it("is the first sight of the endpoint, when nothing was seen of it before", () => {
    given()
      .when(alarmed("meadow-queue"))
      .then([
        ["signal-observed", { endpoint: { config: "meadow-1" } }, "first seen with config meadow-1 (main 1)"],
        "signal-observed",
      ])
      .after(["endpoint", "championPackage"]);
  });
});

describe("an alarm on a metric of Model Monitor", () => {
  it("is conclusive evidence of drift, of the feature and schedule that it names", () => {
    given()
      .when(alarmed("meadow-rain", { monitored }))
      .then(
        [
          "signal-observed",
          [
            "drift-confirmed",
            {
              window: {
                source: "model-monitor",
                schedule: "meadow-hourly",
                start: null,
                approximate: true,
                score: 1000,
                report: null,
                features: [
                  {
                    feature: "rain",
                    check: "baseline_drift_check",
                    violated: true,
                    distance: null,
                    pValue: null,
                  },
                ],
              },
              features: [{ feature: "rain" }],
            },
          ],
          "retraining-requested",
        ],
        ["start-pipeline"],
      );
  });

  it("that names no schedule is a schedule of its own", () => {
    given()
      .when(alarmed("meadow-rain", { monitored: { ...monitored, schedule: null } }))
      .then(
        [
          "signal-observed",
          ["drift-confirmed", { window: { schedule: "alarm meadow-rain" } }],
          "retraining-requested",
        ],
        ["start-pipeline"],
      );
  });

  it("says nothing about drift while it has no data", () => {
    given()
      .when(alarmed("meadow-rain", { monitored, state: "INSUFFICIENT_DATA" }))
      .then(["signal-observed", "signal-observed"])
      .leaves({ drift: { windows: {}, confirmed: null } });
  });

  it("takes back what it said when it is over", () => {
    given(alarmed("meadow-rain", { monitored }), later(2 * hour))
      .when(alarmed("meadow-rain", { monitored, state: "OK" }))
      .then([
        ["signal-observed", { window: { score: -1000, features: [] } }],
        ["drift-cleared", { why: "evidence-fell" }],
      ])
      .leaves({ drift: { confirmed: null } });
  });

  it("takes nothing back that was said of other features, or by other schedules", () => {
    const other = { ...monitored, feature: "wind" };
    given(alarmed("meadow-rain", { monitored }), later(2 * hour))
      .when(alarmed("meadow-wind", { monitored: other, state: "OK" }))
      .then([["signal-observed", { window: { score: 0 } }]])
      .leaves({ drift: { confirmed: { features: [{ feature: "rain" }] } } });
    given(...driftConfirmed, later(2 * hour))
      .when(alarmed("meadow-rain", { monitored, state: "OK" }))
      .then([["signal-observed", { window: { score: -1000 } }]])
      .leaves({ drift: { confirmed: { window: { schedule: "driftwheel" } } } });
  });
});
