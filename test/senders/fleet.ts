import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";

/** Models that are registered in MLflow, too, one of them under a name of its own. */
export default defineFleet({
  models: {
    orchard: policyInput("orchard", {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } },
      approve: { by: "person", within: "2 days" },
    }),
    meadow: policyInput("meadow", {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } },
    }),
  },
  hooks: {
    mlflow: {
      scheme: "mlflow",
      secret: "/hooks/mlflow",
      registeredModels: [
        { name: "Orchard's frost, hourly", model: "orchard", alias: "champion", packageTag: "package" },
        { name: "meadow", model: "meadow", newVersion: "new data" },
      ],
    },
    evidently: {
      scheme: "hmac",
      secret: "/hooks/evidently",
      signature: { header: "x-signature" },
      rules: [{ signal: "evidently report", model: "orchard" }],
    },
  },
});
