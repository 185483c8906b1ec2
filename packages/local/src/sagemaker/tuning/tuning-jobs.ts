import { checkRequest } from "../../validation/door.ts";
import { ServiceError } from "../../world.ts";
import { ByName } from "../by-name.ts";
import type { JobEnd, Shared, StartedJob } from "../context.ts";
import { jobNotRunning, resourceNotFound } from "../errors.ts";
import { eventDetail, wire } from "../json.ts";
import { isOver, keepJobs } from "../kept-jobs.ts";
import { parse } from "../registry/parse-request.ts";
import type { TrainingJobs } from "../training/training-jobs.ts";
import { planOf } from "./plan.ts";
import { createTuningJob } from "./request.ts";
import { runTuningJob } from "./run-tuning-job.ts";
import {
  describeTuningJob,
  ranked,
  summarizeTrial,
  type TuningJob,
  type TuningStatus,
  type TuningView,
  tuningJobDetail,
} from "./tuning-job.ts";

/** All hyperparameter tuning jobs of the account; their training jobs are training jobs as all others. */
export class TuningJobs {
  private readonly byName: ByName<TuningJob>;
  private readonly shared: Shared;
  private readonly training: TrainingJobs;

  constructor(shared: Shared, training: TrainingJobs) {
    this.shared = shared;
    this.training = training;
    this.byName = new ByName(
      keepJobs(shared, {
        collection: "sagemaker/tuning-jobs",
        jobs: () => this.byName,
        fail: (job, now) => {
          job.endTime = now;
          this.move(job, "Failed");
        },
      }),
    );
  }

  async start(input: Readonly<Record<string, unknown>>): Promise<StartedJob> {
    const request = parse(createTuningJob, input);
    const { world } = this.shared;
    const name = request.HyperParameterTuningJobName;
    const arn = this.shared.arn("hyper-parameter-tuning-job", name.toLowerCase());
    const plan = planOf(request, {
      random: () => world.random(),
      find: (parent) => (this.byName.has(parent) ? this.find(parent) : null),
    });
    if (this.byName.has(name)) {
      throw new ServiceError("ResourceInUse", `A tuning job with the name ${name} already exists (${arn}).`);
    }
    const now = this.shared.now();
    const tuning: TuningJob = {
      name,
      arn,
      request,
      plan,
      creationTime: now,
      trials: [],
      status: "InProgress",
      lastModifiedTime: now,
      endTime: null,
      failureReason: null,
      stop: new AbortController(),
      ended: new Promise(() => {}),
    };
    this.byName.set(name, tuning);
    this.shared.tags.add(arn, request.Tags ?? []);
    if (request.HyperParameterTuningJobConfig.Strategy === "Bayesian") {
      world.warn(`sagemaker: the tuning job ${name} draws at random; Bayesian learns nothing here.`);
    }
    this.move(tuning, "InProgress");
    const ran = runTuningJob({
      tuning,
      random: () => world.random(),
      view: () => this.view(tuning),
      train: async (asked) => {
        checkRequest("sagemaker", "CreateTrainingJob", asked);
        return await this.training.start(asked, { tuningJobArn: arn });
      },
    });
    tuning.ended = ran.then((failure) => this.end(tuning, failure));
    return { arn, ended: tuning.ended, stop: () => this.stop(tuning) };
  }

  find(name: string): TuningView {
    return this.view(this.named(name));
  }

  private named(name: string): TuningJob {
    const tuning = this.byName.get(name);
    if (!tuning) {
      throw resourceNotFound(
        `Amazon SageMaker can't find a tuning job with the name ${name} in ${this.shared.world.region}.`,
      );
    }
    return tuning;
  }

  all(): readonly TuningView[] {
    return [...this.byName.values()].map((tuning) => this.view(tuning));
  }

  private view(tuning: TuningJob): TuningView {
    const parents = tuning.request.WarmStartConfig?.ParentHyperParameterTuningJobs ?? [];
    return {
      ...this.alone(tuning),
      parents: parents.map((parent) => this.alone(this.named(parent.HyperParameterTuningJobName))),
    };
  }

  private alone(tuning: TuningJob): TuningView {
    const trials = tuning.trials.map(({ candidate, jobName }) => ({
      candidate,
      job: this.training.find(jobName),
    }));
    return { ...tuning, trials, parents: [] };
  }

  private stop(tuning: TuningJob): void {
    if (tuning.status !== "InProgress") return;
    this.move(tuning, "Stopping");
    tuning.stop.abort();
  }

  /** As StopHyperParameterTuningJob: refuses when the job has ended. */
  stopByName(name: string): void {
    const tuning = this.named(name);
    if (isOver(tuning.status)) throw jobNotRunning("tuning", tuning.status);
    this.stop(tuning);
  }

  async close(): Promise<void> {
    for (const tuning of this.byName.values()) tuning.stop.abort();
    await Promise.all([...this.byName.values()].map(({ ended }) => ended));
  }

  private end(tuning: TuningJob, failure: string | null): JobEnd {
    const status = tuning.stop.signal.aborted ? "Stopped" : failure === null ? "Completed" : "Failed";
    if (status === "Failed") tuning.failureReason = failure;
    tuning.endTime = this.shared.now();
    this.move(tuning, status);
    const view = this.view(tuning);
    const TrainingJobSummaries = ranked(view).map((trial) => summarizeTrial(view, trial));
    return {
      status,
      failureReason: tuning.failureReason,
      // A pipeline's later steps may name the best jobs by their place in the list.
      description: wire({ ...describeTuningJob(view), TrainingJobSummaries }),
    };
  }

  private move(tuning: TuningJob, status: TuningStatus): void {
    const now = this.shared.now();
    tuning.status = status;
    tuning.lastModifiedTime = now;
    this.shared.emit(
      "SageMaker HyperParameter Tuning Job State Change",
      [tuning.arn],
      eventDetail(tuningJobDetail(this.view(tuning), this.shared.tags)),
      now,
    );
  }
}
