import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

/** The frost model, of which two versions are tried at once. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      // Whether a version is better is for the traffic to say here.
      gate: [{ metric: "regression_metrics.mae.value", atMost: 100 }],
      rollout: {
        ...frostPolicy.rollout,
        challengers: { atMost: 2, gatherFor: "1 hour" },
        // A busy machine is late; nothing here waits for it.
        deadline: "10 minutes",
      },
    },
  },
});
