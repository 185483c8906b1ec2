import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "./examples/frost/policy.ts";

/** All models under Driftwheel's care. */
export default defineFleet({
  models: {
    frost: frostPolicy,
  },
});
