import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { listTransformJobs, transformJobReference } from "./request.ts";
import { describeTransformJob, summarizeTransformJob } from "./transform-job.ts";
import type { TransformJobs } from "./transform-jobs.ts";

/** CreateTransformJob and its companions. */
export function transformOperations(jobs: TransformJobs): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateTransformJob", async (input) => ({ TransformJobArn: (await jobs.start(input)).arn })],
    [
      "DescribeTransformJob",
      async (input) =>
        wire(describeTransformJob(jobs.find(parse(transformJobReference, input).TransformJobName))),
    ],
    [
      "StopTransformJob",
      async (input) => {
        jobs.stopByName(parse(transformJobReference, input).TransformJobName);
        return {};
      },
    ],
    [
      "ListTransformJobs",
      async (input) => {
        const jobsOfAll = [...jobs.all()];
        const { items, ...rest } = listPage(jobsOfAll, parse(listTransformJobs, input), "Descending");
        return { TransformJobSummaries: items.map((job) => wire(summarizeTransformJob(job))), ...rest };
      },
    ],
  ]);
}
