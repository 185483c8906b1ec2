import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";

/** A model that SageMaker Model Monitor watches, hour by hour. */
export default defineFleet({
  models: {
    harbour: {
      endpoint: "harbour-prod",
      packageGroup: "harbour",
      drift: { monitor: "model-monitor", sensitivity: { falseAlarmsPerYear: 12 } },
      retrain: {
        pipeline: "harbour-train",
        parameters: { DriftedFeatures: { from: "drifted features" }, WindowEnd: { from: "window end" } },
      },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
      approve: { by: "person", within: "2 days" },
      rollout: { ramp: [10, 50] },
    },
  },
});
