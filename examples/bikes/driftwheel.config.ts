import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { features } from "./hours.ts";
import { capture, names } from "./names.ts";

/** A team writes hours and days here; the example's traffic is fast, so the same sentences hold seconds. */
export default defineFleet({
  models: {
    bikes: {
      endpoint: names.endpoint,
      packageGroup: names.packageGroup,
      drift: {
        monitor: "driftwheel",
        sensitivity: { falseAlarmsPerYear: 1200, minEffect: 0.3 },
        window: "6 seconds",
        lag: "2 seconds",
        minRows: 100,
        capture,
        columns: [...features],
      },
      retrain: {
        pipeline: names.pipeline,
        cooldown: "5 minutes",
        deadline: "5 minutes",
        labelledData: `s3://${names.bucket}/labelled/`,
        parameters: {
          LabelledData: { from: "labelled data" },
          WindowStart: { from: "window start" },
          ChampionModelData: { from: "champion model data" },
        },
      },
      gate: [{ metric: "regression_metrics.right.value", betterThanChampionBy: 0, better: "higher" }],
      approve: "automatically",
      rollout: {
        ramp: [25, 50],
        lookEvery: "10 seconds",
        period: "10 seconds",
        metricLag: "3 seconds",
        promoteWhen: "better",
        minimumEffect: 0.1,
        guards: { errorRate: 0.02 },
        warmUp: "2 seconds",
        minTrials: 30,
        deadline: "5 minutes",
        atDeadline: "roll back",
        changeDeadline: "1 minute",
        pollEvery: "1 second",
        stableFor: "3 seconds",
      },
      alerts: {
        notify: ["drift-confirmed", "candidate-rejected", "rollout-promoted", "rollout-rolled-back"],
      },
    },
  },
});
