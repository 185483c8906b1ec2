import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { queue, routeParameter } from "./names.ts";

const { capture: _, ...watched } = frostPolicy.drift;
const { successTopic, errorTopic, inputs, outputs } = queue;

/** The frost model on an endpoint that queues requests: its topics tell what was predicted, and a challenger has an endpoint of its own. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      serving: "asynchronous",
      asynchronous: { successTopic, errorTopic, inputs, outputs },
      // What is logged takes the way over the topics; there are fewer requests, so windows are longer.
      drift: { ...watched, window: "12 seconds", lag: "6 seconds", predictionLog: places.predictions },
      rollout: { ...frostPolicy.rollout, ramp: [30, 60], deadline: "5 minutes" },
      route: { parameter: routeParameter, keptFor: "2 seconds" },
    },
  },
});
