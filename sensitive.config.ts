import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "./examples/frost/policy.ts";
export default defineFleet({
  models: {
    frost: { ...frostPolicy, drift: { ...frostPolicy.drift, sensitivity: { falseAlarmsPerYear: 600_000, minEffect: 0.2 } }, gate: [{ metric: "regression_metrics.mae.value", atMost: 2 }] },
  },
});
