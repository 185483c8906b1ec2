import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";
import { guardedRollout } from "./fleet.ts";

const { capture: _, ...watched } = frostPolicy.drift;

/** The same on an endpoint that queues requests: its name stays, so that it needs no route, and without a bake no topics. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      serving: "asynchronous",
      drift: { ...watched, monitor: "external" },
      gate: [{ metric: "regression_metrics.mae.value", atMost: 1_000 }],
      rollout: guardedRollout("frost-failures"),
    },
  },
});
