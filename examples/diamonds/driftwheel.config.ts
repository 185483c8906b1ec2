import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { names, parameters, tags } from "./names.ts";

const { registeredModel } = names;

/** A team writes hours and days here; the example's traffic is fast, so the same sentences hold seconds. */
export default defineFleet({
  models: {
    diamonds: {
      endpoint: names.endpoint,
      packageGroup: names.packageGroup,
      // The team watches its model in MLflow, and asks for a retraining there.
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } },
      retrain: {
        pipeline: names.pipeline,
        cooldown: "5 minutes",
        deadline: "4 minutes",
        labelledData: `s3://${names.bucket}/labelled/`,
        parameters: {
          LabelledData: { from: "labelled data" },
          ChampionModelData: { from: "champion model data" },
        },
      },
      gate: [{ metric: "regression_metrics.right.value", betterThanChampionBy: 0, better: "higher" }],
      approve: { by: "person", within: "3 minutes", atDeadline: "reject" },
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
      alerts: { notify: ["candidate-rejected", "rollout-promoted", "rollout-rolled-back"] },
    },
  },

  // From MLflow: the alias `challenger` approves, the tag `retrain` has it trained anew.
  hooks: {
    mlflow: {
      scheme: "mlflow",
      secret: parameters.hookSecret,
      registeredModels: [{ name: registeredModel, model: "diamonds", alias: "challenger" }],
      rules: [
        {
          when: [
            "body.entity == 'model_version_tag'",
            "body.action == 'set'",
            `body.data.name == '${registeredModel}'`,
            `body.data.key == '${tags.retrain}'`,
          ].join(" && "),
          signal: "retrain",
          model: "diamonds",
          reason: { from: "body.data.value" },
        },
      ],
    },
  },

  // To MLflow: the receiver sets tags and the alias `champion`.
  webhooks: {
    mlflow: {
      url: { parameter: parameters.receiverUrl },
      secret: parameters.receiverKey,
      kinds: [
        "approval-requested",
        "candidate-rejected",
        "approval-rejected",
        "rollout-started",
        "rollout-promoted",
        "rollout-rolled-back",
      ],
      models: ["diamonds"],
    },
  },
});
