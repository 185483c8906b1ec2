import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";
import { listJobsOfTuning, listTuningJobs, tuningJobReference } from "./request.ts";
import {
  describeTuningJob,
  objectiveOf,
  summarizeTrial,
  summarizeTuningJob,
  type Trial,
  type TuningView,
} from "./tuning-job.ts";
import type { TuningJobs } from "./tuning-jobs.ts";

/** CreateHyperParameterTuningJob and its companions. */
export function tuningOperations(jobs: TuningJobs): ReadonlyMap<string, Operation> {
  const named = (input: Readonly<Record<string, unknown>>) =>
    jobs.find(parse(tuningJobReference, input).HyperParameterTuningJobName);
  return new Map<string, Operation>([
    [
      "CreateHyperParameterTuningJob",
      async (input) => ({ HyperParameterTuningJobArn: (await jobs.start(input)).arn }),
    ],
    ["DescribeHyperParameterTuningJob", async (input) => wire(describeTuningJob(named(input)))],
    [
      "StopHyperParameterTuningJob",
      async (input) => {
        jobs.stopByName(parse(tuningJobReference, input).HyperParameterTuningJobName);
        return {};
      },
    ],
    [
      "ListHyperParameterTuningJobs",
      async (input) => {
        const { items, ...rest } = listPage(jobs.all(), parse(listTuningJobs, input), "Descending");
        const summaries = items.map((job) => wire(summarizeTuningJob(job)));
        return { HyperParameterTuningJobSummaries: summaries, ...rest };
      },
    ],
    [
      "ListTrainingJobsForHyperParameterTuningJob",
      async (input) => {
        const request = parse(listJobsOfTuning, input);
        const tuning = jobs.find(request.HyperParameterTuningJobName);
        const { items, ...rest } = page(sortedTrials(tuning, request), request);
        return {
          TrainingJobSummaries: items.map((trial) => wire(summarizeTrial(tuning, trial))),
          ...rest,
        };
      },
    ],
  ]);
}

function sortedTrials(
  tuning: TuningView,
  request: ReturnType<typeof listJobsOfTuning.parse>,
): readonly Trial[] {
  const { SortBy = "Name", SortOrder = "Ascending", StatusEquals } = request;
  const key = (trial: Trial): string | number => {
    switch (SortBy) {
      case "Name":
        return trial.job.name;
      case "Status":
        return trial.job.status;
      case "CreationTime":
        return trial.job.creationTime.getTime();
      case "FinalObjectiveMetricValue":
        return objectiveOf(tuning, trial) ?? Number.NaN;
    }
  };
  // By the objective, those without one are left out, as in the service.
  const wanted = tuning.trials.filter(
    (trial) => (StatusEquals === undefined || trial.job.status === StatusEquals) && !Number.isNaN(key(trial)),
  );
  const ascending = wanted.toSorted((left, right) => (key(left) < key(right) ? -1 : 1));
  return SortOrder === "Ascending" ? ascending : ascending.toReversed();
}
