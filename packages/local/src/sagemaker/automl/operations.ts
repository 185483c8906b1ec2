import type { Operation } from "../../world.ts";
import { invalid } from "../errors.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";
import type { TrainingJob } from "../training/training-job.ts";
import { type AutoMLView, metricOf } from "./automl-job.ts";
import type { AutoMLJobs } from "./automl-jobs.ts";
import { describeCandidate } from "./candidate.ts";
import { describeAutoMLJob, describeAutoMLJobV2, summarizeAutoMLJob } from "./describe.ts";
import { automlJobReference, listAutoMLJobs, listCandidates } from "./request.ts";
import type { AutoMLOperation } from "./when-asked.ts";

/** CreateAutoMLJob and its companions. */
export function automlOperations(jobs: AutoMLJobs): Readonly<Record<AutoMLOperation, Operation>> {
  const named = (input: Readonly<Record<string, unknown>>) =>
    jobs.find(parse(automlJobReference, input).AutoMLJobName);
  return {
    CreateAutoMLJob: async (input) => ({ AutoMLJobArn: (await jobs.start(input)).arn }),
    CreateAutoMLJobV2: async (input) => ({ AutoMLJobArn: (await jobs.startV2(input)).arn }),
    async DescribeAutoMLJob(input) {
      const job = named(input);
      if (job.version === 1) return wire(describeAutoMLJob(job));
      throw invalid(
        `The AutoML job ${job.name} was created by CreateAutoMLJobV2; describe it by DescribeAutoMLJobV2.`,
      );
    },
    DescribeAutoMLJobV2: async (input) => wire(describeAutoMLJobV2(named(input))),
    async StopAutoMLJob(input) {
      jobs.stopByName(parse(automlJobReference, input).AutoMLJobName);
      return {};
    },
    async ListAutoMLJobs(input) {
      const { items, ...rest } = listPage(jobs.all(), parse(listAutoMLJobs, input), "Descending");
      return { AutoMLJobSummaries: items.map((job) => wire(summarizeAutoMLJob(job))), ...rest };
    },
    async ListCandidatesForAutoMLJob(input) {
      const request = parse(listCandidates, input);
      const job = jobs.find(request.AutoMLJobName);
      const { items, ...rest } = page(sorted(job, request), request);
      return { Candidates: items.map((trial) => wire(describeCandidate(job, trial))), ...rest };
    },
  };
}

function sorted(job: AutoMLView, request: ReturnType<typeof listCandidates.parse>): readonly TrainingJob[] {
  const { SortBy = "CreationTime", SortOrder, StatusEquals, CandidateNameEquals } = request;
  const key = (trial: TrainingJob): string | number => {
    switch (SortBy) {
      case "CreationTime":
        return trial.creationTime.getTime();
      case "Status":
        return trial.status;
      case "FinalObjectiveMetricValue":
        return metricOf(trial, job.resolved?.objective ?? "") ?? Number.NaN;
    }
  };
  // By the objective, those without one are left out, as of a tuning job.
  const wanted = job.trials.filter(
    (trial) =>
      (StatusEquals === undefined || trial.status === StatusEquals) &&
      (CandidateNameEquals === undefined || trial.name === CandidateNameEquals) &&
      !Number.isNaN(key(trial)),
  );
  const ascending = wanted.toSorted((left, right) => {
    const [one, other] = [key(left), key(right)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  return SortOrder === "Ascending" ? ascending : ascending.toReversed();
}
