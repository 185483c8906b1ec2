import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { retrainedBy, trainingJob } from "./jobs.ts";

/** The example without a pipeline: a training job retrains, and Driftwheel registers what it made. */
export default defineFleet({
  models: {
    frost: retrainedBy(
      { trainingJob, register: { contentTypes: ["text/csv", "application/json"] } },
      { parameters: { labelled_since: { from: "window start" } } },
    ),
  },
});
