import type { DescribeTrainingJobResponse } from "@aws-sdk/client-sagemaker";
import type { Job } from "./job.ts";

/** What every training has, and for how long: of spot capacity three tenths are paid for. */
export function instancesOf({
  started,
  ended,
  spot,
}: Pick<Job, "started" | "ended" | "spot">): Partial<DescribeTrainingJobResponse> {
  const trained = ended ? Math.ceil((ended.getTime() - started.getTime()) / 1_000) : undefined;
  return {
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
    TrainingStartTime: started,
    ...(trained === undefined || !ended
      ? {}
      : {
          TrainingEndTime: ended,
          TrainingTimeInSeconds: trained,
          BillableTimeInSeconds: spot ? Math.floor(0.3 * trained) : trained,
        }),
  };
}
