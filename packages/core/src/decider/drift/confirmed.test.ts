import { describe, expect, it } from "vitest";
import {
  alarmed,
  certain,
  driftConfirmed,
  drifted,
  feature,
  monitored,
  steady,
  windowReported,
} from "../testing/drift-steps.ts";
import { minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { commanded, endpointTold, newData, onTrial, retrainingEnded, settled } from "../testing/steps.ts";
import { windowLine } from "./evidence/persistence.ts";

const hour = 60 * minute;
const quiet = windowReported([{ ...feature("rain", 0.01), pValue: 1 }]);
const observed = (because: string | RegExp) =>
  ["signal-observed", { signal: "drift-reported" }, because] as const;

describe("drift is confirmed", () => {
  const line = windowLine({ windowMilliseconds: hour, falseAlarmsPerYear: 4 });

  it("with its evidence, its line and what moved", () => {
    given(drifted, drifted)
      .when(drifted)
      .then(
        [
          [
            "drift-confirmed",
            {
              cusum: 7.5,
              line,
              windows: 3,
              since: "2026-07-06T10:00:00.000Z",
              features: [{ feature: "rain" }],
            },
            /^rain drifted: 3 windows since 2026-07-06T10:00:00\.000Z \(score 3, CUSUM 7\.5 of [\d.]+\), largest effect 0\.9 against a floor of 0\.1\.$/,
          ],
          "retraining-requested",
        ],
        ["start-pipeline"],
      );
  });

  it("by one window of an alarm, whose line is that of the policy's windows and whose effect nobody knows", () => {
    const day = windowLine({ windowMilliseconds: 24 * hour, falseAlarmsPerYear: 4 });
    underPolicy({
      drift: { monitor: "model-monitor", sensitivity: { falseAlarmsPerYear: 4 }, window: "1 day" },
    })
      .given(endpointTold)
      .when(alarmed("meadow-rain", { monitored }))
      .then(
        [
          [
            "drift-confirmed",
            { line: day, windows: 1, since: "2026-07-06T09:00:00.000Z" },
            /^rain drifted: 1 window since 2026-07-06T09:00:00\.000Z \(score 1000, CUSUM 999\.5 of [\d.]+\)\.$/,
          ],
          "retraining-requested",
        ],
        ["start-pipeline"],
      );
  });

  it("on a line that is lower for longer windows", () => {
    const day = windowReported([feature("rain", 0.9)], { windowStart: "2026-07-05T10:00:00.000Z" });
    given(endpointTold)
      .when(day)
      .then([
        observed(
          `of ${Math.round(windowLine({ windowMilliseconds: 24 * hour, falseAlarmsPerYear: 4 }) * 1000) / 1000})`,
        ),
      ]);
  });
});

describe("evidence of effects that are too small", () => {
  /** Certain to have moved, and beside it something that moved far by chance: so the window counts. */
  const moved = (distance: number) =>
    windowReported([certain("rain", distance), { ...feature("wind", 0.3), violated: false, pValue: 0.5 }]);

  it("is only observed, and says so", () => {
    given(moved(0.09), moved(0.09))
      .when(moved(0.09))
      .then([
        [
          "signal-observed",
          { signal: "drift-reported", window: { effect: 0.09 } },
          /^The evidence crossed its line \(score 3, CUSUM 7\.5 of [\d.]+\), but the largest effect, 0\.09, is under the floor of 0\.1\.$/,
        ],
      ])
      .leaves({ drift: { confirmed: null } });
  });

  it("is no longer too small at the floor itself", () => {
    given(moved(0.1), moved(0.1))
      .when(moved(0.1))
      .then(["drift-confirmed", "retraining-requested"], ["start-pipeline"]);
  });
});

describe("after drift was confirmed", () => {
  it("a window that shows it again says that it goes on", () => {
    given(...driftConfirmed)
      .when(drifted)
      .then([
        [
          "signal-observed",
          { signal: "drift-reported", window: { score: 3 } },
          /^Drift goes on in the window that ended at 2026-07-06T13:00:00\.000Z \(score 3/,
        ],
      ]);
  });

  it("a window with less evidence is quieter, and what was in the way of a retraining is told", () => {
    given(...driftConfirmed, ...retrainingEnded("Failed"))
      .when(quiet)
      .then([
        observed(/^The window that ended at .* is quieter \(score -3/),
        ["retraining-skipped", { reason: "cooldown" }],
      ])
      .leaves({ drift: { confirmed: { since: "2026-07-06T10:00:00.000Z" } } });
  });

  it("windows without evidence clear it, and no retraining is asked for", () => {
    const { entries } = given(...driftConfirmed, ...retrainingEnded("Failed"), quiet)
      .when(quiet)
      .then([
        observed("is quieter"),
        [
          "drift-cleared",
          { why: "evidence-fell", cusum: 0, until: "2026-07-06T14:00:00.000Z" },
          /^The evidence fell back to nothing by the window that ended at 2026-07-06T14:00:00\.000Z \(score -3, CUSUM 0 of/,
        ],
      ])
      .leaves({ drift: { confirmed: null, remedyUnderWay: false, skipped: null } });
    expect(entries[1]?.causedBy).toBe(entries[0]?.sequence);
  });

  it("windows of another schedule do not clear it", () => {
    const other = windowReported([{ ...feature("rain", 0.01), pValue: 1 }], { schedule: "another" });
    given(...driftConfirmed)
      .when(other)
      .then([observed("is quieter")])
      .leaves({ drift: { confirmed: { window: { schedule: "driftwheel" } } } });
  });

  it("and cleared, what runs is of no drift any more", () => {
    given(...driftConfirmed, quiet)
      .when(quiet)
      .then(["signal-observed", "drift-cleared"])
      .leaves({ drift: { confirmed: null, remedyUnderWay: false }, retraining: { sequence: 5 } });
  });
});

describe("drift that is confirmed anew", () => {
  it("is not remedied by a retraining that was asked for before, and says so", () => {
    given(endpointTold, newData, drifted, drifted)
      .when(drifted)
      .then(["drift-confirmed", ["retraining-skipped", { reason: "one-already-running" }]])
      .leaves({ drift: { remedyUnderWay: false } });
  });

  it("tells again what was in the way of new data", () => {
    given(endpointTold, commanded({ name: "pause" }), newData, drifted, drifted)
      .when(drifted)
      .then(["drift-confirmed", ["retraining-skipped", { reason: "paused" }]]);
  });

  it("and cleared, tells again what is in the way of new data", () => {
    given(...driftConfirmed, ...retrainingEnded("Failed"), quiet, quiet)
      .when(newData)
      .then([["retraining-skipped", { reason: "cooldown" }]]);
  });
});

it("a trial that was rolled back was no remedy", () => {
  given(...driftConfirmed, ...retrainingEnded("Succeeded"), ...onTrial, commanded({ name: "roll-back" }))
    .when(settled)
    .then(["rollout-rolled-back"], ["mark-package", "set-approval"])
    .leaves({ drift: { remedyUnderWay: false, confirmed: {} } });
});

it("keeps the hundred latest windows of a schedule", () => {
  const { state } = given(...Array.from({ length: 100 }, () => steady)).when(steady);
  expect(state.drift.windows.driftwheel).toHaveLength(100);
  expect(state.drift.windows.driftwheel?.at(-1)?.end).toBe(
    new Date(Date.parse("2026-07-06T09:00:00.000Z") + 101 * hour).toISOString(),
  );
});
