import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { featureNames } from "./image/features.ts";
import { names, places } from "./names.ts";

/**
 * How the frost model is cared for. A team writes "1 hour", "6 hours" and "2 days" here; the example's traffic
 * is fast, so the same sentences hold seconds.
 */
export const frostPolicy: ModelPolicyInput = {
  endpoint: names.endpoint,
  packageGroup: names.packageGroup,

  // Two false alarms a year, were a window an hour: one in 4,383 windows. A year of 6-second windows has 5.3 million.
  // Over 200 seeded runs of 18 windows (360 rows each): no confirmation on Seattle's days, whose largest PSI was
  // 0.12; New York's (wind alone has 1.2) were confirmed after 18 seconds each time.
  drift: {
    monitor: "driftwheel",
    sensitivity: { falseAlarmsPerYear: 1200, minEffect: 0.2 },
    window: "6 seconds",
    lag: "2 seconds",
    minRows: 150,
    capture: places.capture,
    columns: [...featureNames],
  },

  retrain: {
    pipeline: names.pipeline,
    cooldown: "5 minutes",
    budget: { perMonth: "$50", perRun: "$2" },
    deadline: "5 minutes",
    labelledData: places.labelled,
    parameters: {
      LabelledData: { from: "labelled data" },
      WindowStart: { from: "window start" },
      WindowEnd: { from: "window end" },
      DriftedFeatures: { from: "drifted features" },
      ChampionModelData: { from: "champion model data" },
    },
  },

  gate: [
    { metric: "regression_metrics.mae.value", atMost: 3, betterThanChampionBy: 0.2, better: "lower" },
    { metric: "regression_metrics.within_2c.value", betterThanChampionBy: 0, better: "higher" },
  ],
  approve: "automatically",

  rollout: {
    ramp: [10, 50],
    lookEvery: "10 seconds",
    period: "10 seconds",
    metricLag: "3 seconds",
    promoteWhen: "better",
    minimumEffect: 0.1,
    guards: { errorRate: 0.02 },
    // Instances answer at once on this machine.
    warmUp: "2 seconds",
    minTrials: 30,
    deadline: "5 minutes",
    atDeadline: "roll back",
    changeDeadline: "1 minute",
    pollEvery: "1 second",
    stableFor: "3 seconds",
  },

  alerts: {
    page: [
      "rollout-rolled-back",
      "rollout-held",
      "retraining-failed",
      "endpoint-changed-outside",
      "effect-failed",
    ],
    notify: ["drift-confirmed", "candidate-rejected", "rollout-started", "rollout-promoted"],
  },
};
