import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";

/** A model whose candidates wait for a person, on an endpoint that is asked often, so that a test need not wait. */
export default defineFleet({
  models: {
    harbour: {
      endpoint: "harbour-prod",
      packageGroup: "harbour",
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } },
      retrain: {
        pipeline: "harbour-train",
        parameters: { DriftedFeatures: { from: "drifted features" }, WindowEnd: { from: "window end" } },
        budget: { perMonth: "$40.00", perRun: "$2.50" },
      },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
      approve: { by: "person", within: "2 days" },
      rollout: {
        ramp: [10, 50],
        lookEvery: "10 seconds",
        period: "10 seconds",
        metricLag: "1 second",
        pollEvery: "1 second",
        guards: { errorRate: 0.02 },
      },
      alerts: { page: ["retraining-failed", "paused"], notify: ["rollout-rolled-back"] },
    },
    quay: {
      endpoint: "quay-prod",
      packageGroup: "quay",
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4 } },
      retrain: { pipeline: "quay-train" },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
      approve: "automatically",
      rollout: { ramp: [5, 25, 50] },
    },
  },
  webhooks: {
    warehouse: {
      url: { parameter: "/webhooks/warehouse/url" },
      secret: "/webhooks/warehouse/key",
    },
    "on-call": { url: { parameter: "/webhooks/on-call/url" }, format: "slack", kinds: ["alert-raised"] },
  },
});
