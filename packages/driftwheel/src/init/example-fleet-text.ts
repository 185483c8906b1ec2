/** The fleet of the example, as its own policy has it (examples/frost/policy.ts); a test compares the two. */
export const exampleFleetText = `import { defineFleet } from "driftwheel";

/**
 * All models under Driftwheel's care: here the example's. A team writes "1 hour", "6 hours" and "2 days"; the example's
 * traffic is fast, so the same sentences hold seconds. Every field: docs/reference/policy.md in Driftwheel's repository.
 */
export default defineFleet({
  models: {
    frost: {
      endpoint: "frost-prod",
      packageGroup: "frost",

      drift: {
        // Driftwheel's own monitor compares captured requests with the baseline statistics of the champion's package.
        monitor: "driftwheel",
        sensitivity: { falseAlarmsPerYear: 1200, minEffect: 0.2 },
        window: "6 seconds",
        lag: "2 seconds",
        minRows: 150,
        capture: "s3://frost-weather/capture",
        columns: ["temp_max", "wind", "precipitation", "month"],
      },

      retrain: {
        pipeline: "frost-train",
        cooldown: "5 minutes",
        budget: { perMonth: "$50", perRun: "$2" },
        deadline: "5 minutes",
        labelledData: "s3://frost-weather/labelled/",
        parameters: {
          LabelledData: { from: "labelled data" },
          WindowStart: { from: "window start" },
          WindowEnd: { from: "window end" },
          DriftedFeatures: { from: "drifted features" },
          ChampionModelData: { from: "champion model data" },
        },
      },

      // Paths in the evaluation.json that the pipeline registers with a version.
      gate: [
        { metric: "regression_metrics.mae.value", atMost: 3, betterThanChampionBy: 0.2, better: "lower" },
        { metric: "regression_metrics.within_2c.value", betterThanChampionBy: 0, better: "higher" },
      ],
      approve: "automatically",

      rollout: {
        // The challenger's share of the traffic in percent.
        ramp: [10, 50],
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
        page: ["rollout-rolled-back", "rollout-held", "retraining-failed", "endpoint-changed-outside", "effect-failed"],
        notify: ["drift-confirmed", "candidate-rejected", "rollout-started", "rollout-promoted"],
      },
    },
  },
});
`;
