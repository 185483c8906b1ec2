import { describe, expect, it } from "vitest";
import {
  alarmed,
  certain,
  drifted,
  feature,
  monitored,
  steady,
  violation,
  violationsFile,
  windowReported,
} from "../testing/drift-steps.ts";
import { minute } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import { commanded, endpointTold, later, onTrial, settled } from "../testing/steps.ts";

const hour = 60 * minute;
const observed = (because: string | RegExp) =>
  ["signal-observed", { signal: "drift-reported" }, because] as const;

describe("a window that confirms nothing", () => {
  it("says what moved in it, and how far the evidence is", () => {
    given(endpointTold)
      .when(drifted)
      .then([
        [
          "signal-observed",
          {
            signal: "drift-reported",
            window: { schedule: "driftwheel", score: 3, features: [{ feature: "rain" }] },
          },
          /^rain moved in the window that ended at 2026-07-06T10:00:00\.000Z \(score 3, CUSUM 2\.5 of \d\.\d+\)\.$/,
        ],
      ])
      .leaves({ drift: { confirmed: null, windows: { driftwheel: [{ score: 3 }] } } });
  });

  it("names the three that moved furthest, and how many more moved", () => {
    given(endpointTold)
      .when(windowReported(["d", "c", "b", "a"].map((name, index) => feature(name, 0.3 + index / 10))))
      .then([observed(/^a, b, c, and 1 more moved in the window/)]);
  });

  it.each([
    ["nothing moved", steady],
    ["nothing moved as far as matters, however certain", windowReported([certain("rain", 0.01)])],
    ["nothing is measured", windowReported([{ ...feature("rain", 0), distance: null, pValue: 0.01 }])],
  ])("says that there is no drift when %s, whatever moved before", (_, step) => {
    given(endpointTold)
      .when(step)
      .then([observed(/^No drift in the window/)]);
    given(drifted)
      .when(step)
      .then([observed(/^(No drift|rain moved) in the window/)]);
    given(drifted)
      .when(steady)
      .then([observed(/^No drift in the window/)]);
  });

  it("counts a window in which what moved is too small to matter as none", () => {
    given(drifted)
      .when(windowReported([certain("rain", 0.01)]))
      .then([["signal-observed", { window: { score: 0 } }, /^No drift in the window/]]);
  });
});

describe("a window that was told of before", () => {
  const first = { windowStart: "2026-07-06T09:00:00.000Z", windowEnd: "2026-07-06T10:00:00.000Z" };

  it("counts once", () => {
    const { entries, state } = given(drifted, drifted)
      .when(windowReported([feature("rain", 0.9)], first))
      .then([observed("The window that ended at 2026-07-06T10:00:00.000Z was counted before.")]);
    expect(entries[0]?.data).toEqual({ signal: "drift-reported", reading: expect.any(Object) });
    expect(state.drift.windows.driftwheel).toHaveLength(2);
  });

  it("counts as often as there are schedules that watch it", () => {
    given(drifted)
      .when(windowReported([feature("rain", 0.9)], { ...first, schedule: "another" }))
      .then([observed(/^rain moved/)])
      .leaves({ drift: { windows: { driftwheel: [{}], another: [{}] } } });
  });

  it("by an alarm is given its place by the report that knows it", () => {
    given(alarmed("meadow-rain", { monitored }))
      .when(
        windowReported([feature("rain", 0.01)], {
          schedule: "meadow-hourly",
          windowStart: "2026-07-06T08:00:00.000Z",
          windowEnd: "2026-07-06T09:00:00.000Z",
        }),
      )
      .then([
        [
          "signal-observed",
          { window: { start: "2026-07-06T08:00:00.000Z", end: "2026-07-06T09:00:00.000Z", score: 1000 } },
          "The window that ended at 2026-07-06T09:00:00.000Z was counted before.",
        ],
      ]);
  });
});

describe("a window that began while another champion served", () => {
  /** Version 2 serves since nine. */
  const promoted = [...onTrial, commanded({ name: "promote" }), settled];
  const doesNotCount = (signal: string) =>
    [
      "signal-observed",
      { signal },
      "does not count: another champion served until 2026-07-06T09:00:00.000Z.",
    ] as const;

  it("does not count, and the first of the new champion does", () => {
    const before = windowReported([feature("rain", 0.9)], { windowStart: "2026-07-06T08:59:59.999Z" });
    const { entries } = given(...promoted)
      .when(before)
      .then([doesNotCount("drift-reported")])
      .leaves({ drift: { windows: {}, countsFrom: "2026-07-06T09:00:00.000Z" } });
    expect(entries[0]?.data).toEqual({ signal: "drift-reported", reading: expect.any(Object) });
    given(...promoted)
      .when(drifted)
      .then([observed(/^rain moved/)]);
  });

  it("is taken to be an hour long where only an alarm told of it", () => {
    given(...promoted, later(hour - 1))
      .when(alarmed("meadow-rain", { monitored }))
      .then([doesNotCount("alarm-changed")]);
    given(...promoted, later(hour))
      .when(alarmed("meadow-rain", { monitored }))
      .then(["drift-confirmed", "retraining-requested"], ["start-pipeline"]);
  });

  it("is taken at its end where a file does not tell when it began", () => {
    given(...promoted)
      .when(violationsFile([violation("rain", 0.9)], { windowEnd: "2026-07-06T08:59:59.999Z" }))
      .then([doesNotCount("violations-file-created")]);
    given(...promoted)
      .when(violationsFile([violation("rain", 0.9)]))
      .then([["signal-observed", { window: { end: "2026-07-06T09:00:00.000Z" } }, /^rain moved/]]);
  });

  it("is forgotten with all that the old champion showed", () => {
    given(drifted, drifted, ...promoted)
      .when(drifted)
      .then([observed("CUSUM 2.5 of")])
      .leaves({ drift: { windows: { driftwheel: [{ end: "2026-07-06T12:00:00.000Z" }] } } });
  });
});
