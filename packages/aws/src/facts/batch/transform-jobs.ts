import { DescribeTransformJobCommand, ListTransformJobsCommand } from "@aws-sdk/client-sagemaker";
import { isJobOf } from "@driftwheel/core/policy/batch/job-names.ts";
import type { TransformJobsFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { TransformJobChanged } from "@driftwheel/core/vocabulary/signal.ts";
import { sageMaker } from "../../clients/sagemaker.ts";

/** So many of the newest are looked at. */
const most = 20;

/** The newest transform jobs whose names begin so, that have ended well. */
export async function findTransformJobs(begin: string): Promise<TransformJobsFact> {
  const { TransformJobSummaries = [] } = await sageMaker().send(
    new ListTransformJobsCommand({
      NameContains: begin,
      StatusEquals: "Completed",
      SortBy: "CreationTime",
      SortOrder: "Descending",
      MaxResults: most,
    }),
  );
  const own = TransformJobSummaries.filter(({ TransformJobName = "" }) =>
    isJobOf({ jobs: begin }, TransformJobName),
  );
  const jobs = await Promise.all(own.map(({ TransformJobName = "" }) => describedJob(TransformJobName)));
  return { jobs: jobs.toSorted((one, other) => (one.at < other.at ? -1 : 1)) };
}

/** As its event would tell of it. */
export async function describedJob(name: string): Promise<TransformJobChanged> {
  const found = await sageMaker().send(new DescribeTransformJobCommand({ TransformJobName: name }));
  const { TransformJobArn = "", TransformJobStatus = "InProgress", FailureReason, ModelName } = found;
  const at = found.TransformEndTime ?? found.CreationTime ?? new Date(0);
  return {
    kind: "transform-job-changed",
    identity: `transform-job-changed ${TransformJobArn.toLowerCase()} ${TransformJobStatus}`,
    at: at.toISOString(),
    job: name,
    arn: TransformJobArn,
    status: TransformJobStatus,
    failureReason: FailureReason ?? null,
    uses: ModelName ?? null,
    taggedModel: null,
  };
}
