import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { names, places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { loggedAndRouted } from "./logged-and-routed.ts";

/** The frost model as one of many on its endpoint: a challenger is a second artifact, and the proxy asks and counts. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      ...loggedAndRouted,
      // A third of the requests.
      drift: { ...loggedAndRouted.drift, window: "10 seconds" },
      targetModel: { artifact: names.artifact, under: places.serving, from: places.trained },
      route: { ...loggedAndRouted.route, keptFor: "5 seconds", proxy: true },
      rollout: { ...frostPolicy.rollout, ramp: [25, 50] },
    },
  },
});
