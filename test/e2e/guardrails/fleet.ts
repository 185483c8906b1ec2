import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

const { changeDeadline, pollEvery, stableFor } = frostPolicy.rollout;

/** A canary that is over in seconds, which one alarm may take back. */
export const guardedRollout = (alarm: string) => ({
  guardrails: {
    shift: { canary: 20, wait: "6 seconds" },
    terminationWait: "2 seconds",
    alarms: [alarm],
  },
  ...{ changeDeadline, pollEvery, stableFor },
});

/** The frost model where SageMaker's canary replaces the champion under its name; every version passes the gate. */
export default defineFleet({
  models: {
    frost: {
      ...frostPolicy,
      gate: [{ metric: "regression_metrics.mae.value", atMost: 1_000 }],
      rollout: guardedRollout("frost-4xx"),
    },
  },
});
