import { checkRequest } from "../../validation/door.ts";
import { ServiceError } from "../../world.ts";
import { ByName } from "../by-name.ts";
import { exists } from "../containers/download.ts";
import type { JobEnd, Shared, StartedJob } from "../context.ts";
import { invalid, jobNotRunning, resourceNotFound } from "../errors.ts";
import { wire } from "../json.ts";
import { isOver, keepJobs } from "../kept-jobs.ts";
import type { ProcessingJobs } from "../processing/processing-jobs.ts";
import { parse } from "../registry/parse-request.ts";
import type { TrainingJobs } from "../training/training-jobs.ts";
import type { AutoMLJob, AutoMLStatus, AutoMLView, SecondaryStatus } from "./automl-job.ts";
import { describeAutoMLJob } from "./describe.ts";
import { type Plan, planOf, planOfV2 } from "./plan.ts";
import { createAutoMLJob, createAutoMLJobV2 } from "./request.ts";
import { type AutoMLEnd, runAutoMLJob } from "./run-automl-job.ts";

type Input = Readonly<Record<string, unknown>>;

interface Asked extends Pick<AutoMLJob, "version" | "plan" | "roleArn"> {
  readonly request: Input & {
    readonly AutoMLJobName: string;
    readonly Tags?: AutoMLJob["tags"] | undefined;
  };
}

/**
 * All AutoML jobs of the account; the jobs that they consist of are jobs as all others. They tell no event of their
 * own, as in the service: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export class AutoMLJobs {
  private readonly byName: ByName<AutoMLJob>;
  private readonly shared: Shared;
  private readonly training: TrainingJobs;
  private readonly processing: ProcessingJobs;

  constructor(shared: Shared, training: TrainingJobs, processing: ProcessingJobs) {
    this.shared = shared;
    this.training = training;
    this.processing = processing;
    this.byName = new ByName(
      keepJobs(shared, {
        collection: "sagemaker/automl-jobs",
        jobs: () => this.byName,
        fail: (job, now) => {
          job.endTime = now;
          this.move(job, "Failed", "Failed");
        },
      }),
    );
  }

  async start(input: Input): Promise<StartedJob> {
    const request = parse(createAutoMLJob, input);
    return await this.begin({ version: 1, request, plan: planOf(request), roleArn: request.RoleArn });
  }

  /**
   * As a pipeline's step asks for a job, which must be of the mode ENSEMBLING: https://github.com/aws/sagemaker-python-sdk,
   * `AutoMLStepInvalidModeError`.
   */
  async startByStep(input: Input): Promise<StartedJob> {
    const { AutoMLJobConfig } = parse(createAutoMLJob, input);
    const { Mode = "none" } = AutoMLJobConfig ?? {};
    if (Mode === "ENSEMBLING") return await this.start(input);
    throw invalid(`An AutoML step takes the Mode ENSEMBLING only; its AutoMLJobConfig has ${Mode}.`);
  }

  async startV2(input: Input): Promise<StartedJob> {
    const request = parse(createAutoMLJobV2, input);
    return await this.begin({ version: 2, request, plan: planOfV2(request), roleArn: request.RoleArn });
  }

  find(name: string): AutoMLView {
    return this.view(this.named(name));
  }

  all(): readonly AutoMLView[] {
    return [...this.byName.values()].map((job) => this.view(job));
  }

  /** As StopAutoMLJob: refuses when the job has ended. */
  stopByName(name: string): void {
    const job = this.named(name);
    if (isOver(job.status)) throw jobNotRunning("AutoML", job.status);
    this.stop(job);
  }

  async close(): Promise<void> {
    for (const job of this.byName.values()) job.stop.abort();
    await Promise.all([...this.byName.values()].map(({ ended }) => ended));
  }

  private async begin({ version, request, plan, roleArn }: Asked): Promise<StartedJob> {
    await this.checkPlaces(plan);
    const { AutoMLJobName: name, Tags = [], ...given } = request;
    const arn = this.shared.arn("automl-job", name.toLowerCase());
    // After the last wait, so that of two requests at the same moment one is refused.
    if (this.byName.has(name)) {
      throw new ServiceError("ResourceInUse", `An AutoML job with the name ${name} already exists (${arn}).`);
    }
    const now = this.shared.now();
    const job: AutoMLJob = {
      name,
      arn,
      version,
      given,
      roleArn,
      tags: Tags,
      plan,
      creationTime: now,
      trials: [],
      preparation: null,
      resolved: null,
      reports: null,
      status: "InProgress",
      secondaryStatus: "Starting",
      lastModifiedTime: now,
      endTime: null,
      failureReason: null,
      partialFailure: null,
      stop: new AbortController(),
      ended: new Promise(() => {}),
    };
    this.byName.set(name, job);
    this.shared.tags.add(arn, Tags);
    job.ended = this.run(job).then((end) => this.end(job, end));
    return { arn, ended: job.ended, stop: () => this.stop(job) };
  }

  private async checkPlaces({ training, validation }: Plan): Promise<void> {
    for (const source of validation === null ? [training] : [training, validation]) {
      if (await exists(this.shared.world.objects, source)) continue;
      throw invalid(`No S3 objects found under S3 URL "${source.S3Uri}" given in input data source.`);
    }
  }

  private async run(job: AutoMLJob): Promise<AutoMLEnd> {
    const partOf = { autoMLJobArn: job.arn };
    try {
      return await runAutoMLJob({
        job,
        world: this.shared.world,
        view: () => this.view(job),
        train: async (asked) => {
          checkRequest("sagemaker", "CreateTrainingJob", asked);
          return await this.training.start(asked, partOf);
        },
        process: async (asked) => {
          checkRequest("sagemaker", "CreateProcessingJob", asked);
          return await this.processing.start(asked, partOf);
        },
        move: (secondary) => this.move(job, job.status, secondary),
      });
    } catch (error) {
      const broken = !(error instanceof ServiceError);
      const message = error instanceof Error ? error.message : String(error);
      return { failure: `${broken ? "InternalServerError" : "ClientError"}: ${message}` };
    }
  }

  private named(name: string): AutoMLJob {
    const job = this.byName.get(name);
    if (!job) throw resourceNotFound(`Could not find requested job with name: ${name}`);
    return job;
  }

  private view(job: AutoMLJob): AutoMLView {
    return { ...job, trials: job.trials.map((name) => this.training.find(name)) };
  }

  private stop(job: AutoMLJob): void {
    if (job.status !== "InProgress") return;
    this.move(job, "Stopping", "Stopping");
    job.stop.abort();
  }

  private end(job: AutoMLJob, end: AutoMLEnd): JobEnd {
    job.endTime = this.shared.now();
    const status = job.stop.signal.aborted ? "Stopped" : "failure" in end ? "Failed" : "Completed";
    if (status === "Failed" && "failure" in end) job.failureReason = end.failure.slice(0, 1024);
    this.move(job, status, "secondary" in end && status === "Completed" ? end.secondary : status);
    return { status, failureReason: job.failureReason, description: wire(this.properties(job)) };
  }

  /** What a pipeline's later steps may refer to: the Python SDK's `AutoMLStep.properties`. */
  private properties(job: AutoMLJob): Input {
    const { reports } = job;
    const BestCandidateProperties =
      reports === null
        ? undefined
        : {
            ModelInsightsJsonReportPath: `${reports.insights}/statistics.json`,
            ExplainabilityJsonReportPath: `${reports.explainability}/analysis.json`,
          };
    return { ...describeAutoMLJob(this.view(job)), BestCandidateProperties };
  }

  private move(job: AutoMLJob, status: AutoMLStatus, secondary: SecondaryStatus): void {
    job.status = status;
    // A job that is stopping goes on to its end without looking back.
    job.secondaryStatus = status === "Stopping" ? "Stopping" : secondary;
    job.lastModifiedTime = this.shared.now();
  }
}
