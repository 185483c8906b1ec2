import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { goodWithin } from "../image/metrics.ts";
import { places } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { batchPlaces, jobsName, routeParameter } from "./names.ts";

const { endpoint: _, rollout, ...shared } = frostPolicy;
const { promoteWhen, minimumEffect, deadline, atDeadline, changeDeadline, pollEvery, stableFor } = rollout;

/** The frost model in transform jobs: a challenger transforms the same nights, and the route gives it the jobs. */
export default defineFleet({
  models: {
    frost: {
      ...shared,
      serving: "batch",
      batch: { jobs: jobsName, inputs: batchPlaces.inputs, outputs: batchPlaces.outputs },
      route: { parameter: routeParameter },
      drift: { ...shared.drift, capture: places.capture },
      quality: {
        groundTruth: batchPlaces.groundTruth,
        problem: "regression",
        success: { within: goodWithin },
      },
      rollout: {
        ...{ promoteWhen, minimumEffect, deadline, atDeadline, changeDeadline, pollEvery, stableFor },
        lookEvery: "3 seconds",
        paired: { outputs: batchPlaces.trials, longestRun: "1 minute", slowerBy: 10 },
      },
    },
  },
});
