import type { EffectAnswer, StartRetraining, StopTraining } from "@driftwheel/core/vocabulary/effect.ts";
import type { Question, RetrainingJobFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { Job, JobStatus } from "./sagemaker/job.ts";
import { parentsOf, type SimulatedJobs } from "./sagemaker/jobs.ts";

const statuses: Readonly<Record<JobStatus, RetrainingJobFact["status"]>> = {
  InProgress: "Executing",
  Stopping: "Stopping",
  Completed: "Succeeded",
  Failed: "Failed",
  Stopped: "Stopped",
};

/** The effects and the question of jobs, answered as the adapters of AWS do. */
export function jobsInMemory(jobs: SimulatedJobs) {
  const named = (name: string): Job | undefined => jobs.all.find((job) => job.name === name);
  return {
    start({ job, token }: StartRetraining): EffectAnswer {
      const { name } = job;
      if (job.kind === "function") {
        jobs.call({ retraining: name, token });
        return { execution: name };
      }
      const request = "request" in job ? job.request : {};
      const more = { spot: request.EnableManagedSpotTraining === true, parents: parentsOf(request) };
      // A name that is taken is the same job's: it was started before.
      return { execution: named(name)?.arn ?? jobs.begin(job.kind, name, more).arn };
    },
    stop({ job: { name } }: StopTraining): EffectAnswer {
      const job = named(name);
      if (job && !job.ended) jobs.stop(job.kind, name);
      return {};
    },
    find({ name }: Extract<Question, { ask: "retrainingJob" }>): RetrainingJobFact {
      const job = named(name);
      if (!job) return { status: "Missing", execution: name, failureReason: null, model: null };
      const { meanAbsoluteError: error, arn, kind, interruptions } = job;
      return {
        ...{ status: statuses[job.status], execution: arn },
        failureReason: job.status === "Failed" ? "no rows" : null,
        ...(interruptions > 0 ? { interruptions } : {}),
        ...(job.secondaryStatus === "MaxWaitTimeExceeded" ? { outwaited: true } : {}),
        model:
          kind === "state-machine"
            ? null
            : {
                containers:
                  error === null
                    ? []
                    : [
                        {
                          image: "orchard:1",
                          modelDataUrl: `s3://models/jobs/${name}.tar.gz`,
                          environment: {},
                        },
                      ],
                metrics: error === null ? {} : { "validation:mae": error },
                madeBy: arn,
              },
      };
    },
  };
}
