import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";

/** The model of the sample ledger, whose runs are told to the server that a parameter names, and one of which none are. */
export default defineFleet({
  models: {
    frost: policyInput("frost", { drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } } }),
    vines: policyInput("vines", {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 12 } },
      experiment: false,
    }),
  },
  experiments: { mlflow: { url: { parameter: "/mlflow/url" }, experiment: "orchards/{model}" } },
  studio: { domain: "d-orchards" },
});
