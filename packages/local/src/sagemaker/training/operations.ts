import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeTrainingJob, summarizeTrainingJob } from "./describe.ts";
import { listTrainingJobs, trainingJobReference } from "./request.ts";
import type { TrainingJobs } from "./training-jobs.ts";

/** CreateTrainingJob and its companions. */
export function trainingOperations(jobs: TrainingJobs): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateTrainingJob", async (input) => ({ TrainingJobArn: (await jobs.start(input)).arn })],
    [
      "DescribeTrainingJob",
      async (input) =>
        wire(describeTrainingJob(jobs.find(parse(trainingJobReference, input).TrainingJobName))),
    ],
    [
      "StopTrainingJob",
      async (input) => {
        jobs.stopByName(parse(trainingJobReference, input).TrainingJobName);
        return {};
      },
    ],
    [
      "ListTrainingJobs",
      async (input) => {
        const request = parse(listTrainingJobs, input);
        const { items, ...rest } = listPage(jobs.all(), request, "Ascending");
        return { TrainingJobSummaries: items.map((job) => wire(summarizeTrainingJob(job))), ...rest };
      },
    ],
  ]);
}
