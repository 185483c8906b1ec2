import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";

const hour = 3_600_000;

/** Everything is looked for and acted on. A day of a real fleet's is an hour here: no run is longer than some hours. */
export const idlePolicy = shortened(
  defineFleet({
    models: {},
    idle: {
      notebooks: { inServiceFor: "1 hour", act: "stop" },
      studio: {
        appsRunFor: "1 hour",
        apps: {
          canvasIdleFor: "1 hour",
          busy: { namespace: "Studio", name: "cpu_usage_active", above: 5, over: "1 hour" },
          act: "stop",
        },
        act: "set",
      },
      endpoints: { act: "delete" },
      leftovers: { act: "delete" },
      notAgainFor: "2 hours",
    },
  }).idle,
);

function shortened(policy: IdlePolicy | undefined): IdlePolicy {
  if (!policy?.endpoints || !policy.leftovers) throw new Error("The fleet has all of it.");
  return {
    ...policy,
    endpoints: { ...policy.endpoints, withoutInvocationsFor: hour },
    leftovers: { ...policy.leftovers, olderThan: hour },
  };
}
