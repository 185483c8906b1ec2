import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

/** The repository's own fleet, with the proxy. */
export const proxiedFleet = defineFleet({
  models: { frost: { ...frostPolicy, route: { parameter: "/frost/route", proxy: true } } },
});
