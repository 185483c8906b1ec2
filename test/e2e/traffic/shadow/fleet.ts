import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

/** The frost model, whose versions are shadows first. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      // Whether a version is better is for the traffic to say here.
      gate: [{ metric: "regression_metrics.mae.value", atMost: 100 }],
      rollout: {
        ...frostPolicy.rollout,
        promoteWhen: "not worse",
        // A busy machine is late; nothing here waits for these.
        deadline: "10 minutes",
        shadow: {
          for: "10 minutes",
          // One more than the test asks at first, so that it sees them all counted before the shadow goes on.
          minAnswers: 401,
          // Degrees.
          agreement: { at: 0, atLeast: 0.8, within: 2.5 },
        },
        guards: { errorRate: 0.02, p99Latency: 0.5 },
      },
    },
  },
});
