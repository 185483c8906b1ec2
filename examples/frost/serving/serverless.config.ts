import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { routeParameter } from "./names.ts";

const { capture: _, ...watched } = frostPolicy.drift;

/** The frost model without a server: callers log what was predicted, and a challenger has an endpoint of its own. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      serving: "serverless",
      // What is logged takes the way over a queue.
      drift: { ...watched, lag: "4 seconds", predictionLog: places.predictions },
      route: { parameter: routeParameter, keptFor: "2 seconds" },
    },
  },
});
