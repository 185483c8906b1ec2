import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { type Listed, listPage } from "../paging.ts";
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
        // The status is looked for on the page, not in the list: a page may be empty, and more may follow.
        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
        const { StatusEquals, ...request } = parse(listTrainingJobs, input);
        const ofStatus = (job: Listed) => StatusEquals === undefined || job.status === StatusEquals;
        const wanted = [...jobs.all()].filter((job) => request.MaxResults !== undefined || ofStatus(job));
        const { items, ...rest } = listPage(wanted, request, "Ascending");
        const summaries = items.filter(ofStatus).map((job) => wire(summarizeTrainingJob(job)));
        return { TrainingJobSummaries: summaries, ...rest };
      },
    ],
  ]);
}
