import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { routeParameter } from "./names.ts";
import { serverlessPolicy } from "./serverless.config.ts";

/** The frost model without a server, whose callers ask the proxy: it reads the route, and logs what was predicted. */
export default defineFleet({
  models: {
    frost: {
      ...serverlessPolicy,
      // A third of the requests.
      drift: { ...serverlessPolicy.drift, window: "10 seconds" },
      rollout: {
        ...serverlessPolicy.rollout,
        guards: { errorRate: 0.02, coldStarts: 0.2 },
      },
      route: { parameter: routeParameter, keptFor: "5 seconds", proxy: true },
    },
  },
});
