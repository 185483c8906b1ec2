import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { retrainedBy, trainingJob } from "./jobs.ts";

const { HyperParameters: StaticHyperParameters, ...definition } = trainingJob;

/** The example with a tuning job: several forests are trained, and the one with the smallest error is the candidate. */
export default defineFleet({
  models: {
    frost: retrainedBy(
      {
        tuningJob: {
          HyperParameterTuningJobConfig: {
            Strategy: "Random",
            HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "validation:mae" },
            ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
            ParameterRanges: {
              IntegerParameterRanges: [
                { Name: "trees", MinValue: "10", MaxValue: "60" },
                { Name: "depth", MinValue: "3", MaxValue: "10" },
              ],
            },
          },
          TrainingJobDefinition: { ...definition, StaticHyperParameters },
        },
        register: { contentTypes: ["text/csv", "application/json"] },
      },
      { parameters: { labelled_since: { from: "window start" } } },
    ),
  },
});
