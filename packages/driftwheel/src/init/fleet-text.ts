import type { Answers } from "./answers.ts";

const inventedCapture = "s3://put-your-bucket-here/capture";
export const inventedRole = "arn:aws:iam::111122223333:role/put-your-role-here";

/** A fleet of one model, which a person approves: what one begins with. */
export function fleetText({ model, endpoint, packageGroup, pipeline, capture }: Answers): string {
  return `import { defineFleet } from "driftwheel";

/** All models under Driftwheel's care. Every field: docs/reference/policy.md in Driftwheel's repository. */
export default defineFleet({
  models: {
    ${JSON.stringify(model)}: {
      endpoint: ${JSON.stringify(endpoint)},
      packageGroup: ${JSON.stringify(packageGroup)},

      drift: {
        // Driftwheel's own monitor compares captured requests with the baseline statistics of the champion's package.
        monitor: "driftwheel",
        sensitivity: { falseAlarmsPerYear: 2 },
        // Where the endpoint's data capture writes.
        capture: ${JSON.stringify(capture ?? inventedCapture)},
      },

      retrain: {
        pipeline: ${JSON.stringify(pipeline)},
        cooldown: "1 day",
        budget: { perMonth: "$50", perRun: "$5" },
        // Parameters of the pipeline: a text, or what Driftwheel knows, such as
        // parameters: { DriftedFeatures: { from: "drifted features" } },
      },

      // Paths in the evaluation.json that the pipeline registers with a version.
      gate: [{ metric: "regression_metrics.mae.value", betterThanChampionBy: 0, better: "lower" }],

      // See a whole round before anything is put on trial by itself: "automatically" then.
      approve: { by: "person", within: "3 days" },

      rollout: {
        // The challenger's share of the traffic in percent.
        ramp: [5, 25, 50],
        guards: { errorRate: 0.01, p99Latency: 0.02 },
      },

      alerts: {
        page: ["rollout-rolled-back", "rollout-held", "retraining-failed", "endpoint-changed-outside", "effect-failed"],
        notify: ["drift-confirmed", "approval-requested", "rollout-started", "rollout-promoted"],
      },
    },
  },
});
`;
}
