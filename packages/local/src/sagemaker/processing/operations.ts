import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeProcessingJob, summarizeProcessingJob } from "./describe.ts";
import type { ProcessingJobs } from "./processing-jobs.ts";
import { listProcessingJobs, processingJobReference } from "./request.ts";

/** CreateProcessingJob and its companions. */
export function processingOperations(jobs: ProcessingJobs): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateProcessingJob", async (input) => ({ ProcessingJobArn: (await jobs.start(input)).arn })],
    [
      "DescribeProcessingJob",
      async (input) =>
        wire(describeProcessingJob(jobs.find(parse(processingJobReference, input).ProcessingJobName))),
    ],
    [
      "StopProcessingJob",
      async (input) => {
        jobs.stopByName(parse(processingJobReference, input).ProcessingJobName);
        return {};
      },
    ],
    [
      "ListProcessingJobs",
      async (input) => {
        const request = parse(listProcessingJobs, input);
        const { items, ...rest } = listPage(jobs.all(), request, "Ascending");
        return { ProcessingJobSummaries: items.map((job) => wire(summarizeProcessingJob(job))), ...rest };
      },
    ],
  ]);
}
