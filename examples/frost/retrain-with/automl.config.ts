import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { names, places } from "../names.ts";
import { retrainedBy } from "./jobs.ts";

/** The example with an AutoML job: it tries several algorithms on all labelled days, and its best candidate goes on trial. */
export default defineFleet({
  models: {
    frost: {
      ...retrainedBy({
        autoMLJob: {
          AutoMLJobInputDataConfig: [
            {
              ChannelType: "training",
              ContentType: "text/csv;header=present",
              DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: places.labelled } },
            },
          ],
          OutputDataConfig: { S3OutputPath: `s3://${names.bucket}/models` },
          AutoMLProblemTypeConfig: {
            TabularJobConfig: {
              TargetAttributeName: "temp_min",
              ProblemType: "Regression",
              FeatureSpecificationS3Uri: places.features,
              CompletionCriteria: { MaxCandidates: 4 },
            },
          },
          AutoMLJobObjective: { MetricName: "MAE" },
          RoleArn: names.role,
        },
      }),
      gate: [{ metric: "metrics.MAE.value", atMost: 3 }],
    },
  },
});
