import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { retrainedBy } from "./jobs.ts";
import { stateMachineArn } from "./state-machine.ts";

/** The example without a pipeline: a state machine trains and registers. */
export default defineFleet({
  models: {
    frost: retrainedBy(
      { stateMachine: stateMachineArn },
      { parameters: { labelled_since: { from: "window start" } } },
    ),
  },
});
