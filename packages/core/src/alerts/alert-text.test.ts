import { expect, it } from "vitest";
import { defineFleet } from "../policy/define-fleet.ts";
import { alertText } from "./alert-text.ts";

const { vines } = defineFleet({
  models: {
    vines: {
      endpoint: "vines-prod",
      packageGroup: "vines",
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 2 } },
      retrain: { pipeline: "vines-train" },
      gate: [{ metric: "auc", atLeast: 0.8 }],
      approve: "automatically",
      rollout: { ramp: [10] },
    },
  },
}).models;

it("says what happened, why and what to do", () => {
  if (!vines) throw new Error("the fleet has no vines");
  const text = alertText(
    {
      model: "vines",
      sequence: 31,
      kind: "retraining-failed",
      at: "2026-02-03T04:05:06.000Z",
      because: "The pipeline execution failed after 12 minutes: no space left on device",
      causedBy: "pipeline-execution-changed run1 Failed",
      data: { execution: "run1", reason: "no space left on device" },
    },
    vines,
  );
  expect(text).toMatchInlineSnapshot(`
    {
      "body": "What happened: retraining failed.
    Why: The pipeline execution failed after 12 minutes: no space left on device
    What to do: Open the execution in the pipeline vines-train and read its failed step. Driftwheel tries again after the cooldown if the drift stays.

    Model vines, endpoint vines-prod, entry 31 (retraining-failed) at 2026-02-03T04:05:06.000Z.
    The whole story: driftwheel explain vines 31",
      "subject": "vines: retraining failed",
    }
  `);
});

it("keeps the subject below what SNS takes, however many features drifted", () => {
  if (!vines) throw new Error("the fleet has no vines");
  const features = Array.from({ length: 40 }, (_, index) => ({
    feature: `a-feature-with-a-long-name-${index}`,
    check: "baseline_drift_check",
    violated: true,
    distance: 1,
    threshold: 0.1,
    pValue: 0,
    description: "",
  }));
  const window = {
    source: "external",
    schedule: "x",
    start: null,
    end: "2026-02-03T04:00:00.000Z",
    rows: 1,
    score: 3,
    effect: 1,
    features,
    report: null,
  } as const;
  const { subject } = alertText(
    {
      model: "vines",
      sequence: 3,
      kind: "drift-confirmed",
      at: "2026-02-03T04:05:06.000Z",
      because: "It drifted.",
      causedBy: "report",
      data: { window, cusum: 6, line: 4, since: "2026-02-03T03:00:00.000Z", windows: 2, features },
    },
    vines,
  );
  expect(subject.length).toBeLessThan(100);
});
