import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { names } from "../names.ts";
import { frostPolicy } from "../policy.ts";
import { loggedAndRouted } from "./logged-and-routed.ts";

/** The frost model as an inference component: a challenger is a second component on the same instance. */
export default defineFleet({
  models: { frost: { ...frostPolicy, ...loggedAndRouted, component: names.component } },
});
