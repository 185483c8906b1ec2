import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "./policy.ts";

/** The example with a person's approval: the alert's link opens a page that shows what is approved. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      approve: { by: "person", within: "10 minutes", atDeadline: "reject" },
      alerts: {
        ...frostPolicy.alerts,
        notify: [...(frostPolicy.alerts?.notify ?? []), "approval-requested"],
      },
    },
  },
});
