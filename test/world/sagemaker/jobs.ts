import type {
  CreateHyperParameterTuningJobRequest,
  CreateTrainingJobRequest,
} from "@aws-sdk/client-sagemaker";
import {
  describeAutoMLJob,
  describeExecution,
  describeTrainingJob,
  describeTuningJob,
} from "./describe-job.ts";
import type { Job, JobFate, JobStatus } from "./job.ts";
import { tellJob } from "./job-event.ts";
import { invalid, serviceError } from "./service-error.ts";
import { minute, type Surroundings } from "./surroundings.ts";

interface JobSettings extends Surroundings {
  /** What becomes of the n-th thing that is started, n from 1. */
  readonly fateOf: (nth: number) => JobFate;
  /** How well what is trained now does on the newest rows. */
  readonly errorNow: () => number;
  /** Registers what a state machine or a function trained. */
  readonly register: (job: Job, error: number) => void;
}

type Begun = Pick<Job, "spot" | "parents">;

const trainingTakes = 10 * minute;
const lateTakes = 100 * minute;
const stoppingTakes = 2 * minute;
/** From one interruption of spot capacity to the next. */
const capacityLasts = 6 * minute;

/** What retrains where no pipeline does: jobs of SageMaker, a state machine and a function, each under a name of its own. */
export class SimulatedJobs {
  readonly all: Job[] = [];
  private readonly settings: JobSettings;
  private readonly called = new Set<string>();

  constructor(settings: JobSettings) {
    this.settings = settings;
  }

  readonly operations = {
    CreateTrainingJob: (input: CreateTrainingJobRequest) => ({
      TrainingJobArn: this.create("training-job", input.TrainingJobName, {
        spot: input.EnableManagedSpotTraining === true,
      }),
    }),
    DescribeTrainingJob: ({ TrainingJobName: name = "" }: { TrainingJobName?: string }) => {
      const search = this.all.find(
        (job) => (job.kind === "tuning-job" || job.kind === "automl-job") && name === `${job.name}-001`,
      );
      return describeTrainingJob(search ?? this.find("training-job", name), name);
    },
    StopTrainingJob: ({ TrainingJobName }: { TrainingJobName?: string }) =>
      this.stop("training-job", TrainingJobName),
    CreateHyperParameterTuningJob: (input: Partial<CreateHyperParameterTuningJobRequest>) => ({
      HyperParameterTuningJobArn: this.create("tuning-job", input.HyperParameterTuningJobName, {
        parents: parentsOf(input),
      }),
    }),
    DescribeHyperParameterTuningJob: (input: { HyperParameterTuningJobName?: string }) =>
      describeTuningJob(this.find("tuning-job", input.HyperParameterTuningJobName)),
    ListTrainingJobsForHyperParameterTuningJob: (input: { HyperParameterTuningJobName?: string }) => {
      const { name } = this.find("tuning-job", input.HyperParameterTuningJobName);
      return { TrainingJobSummaries: [{ TrainingJobName: `${name}-001` }] };
    },
    StopHyperParameterTuningJob: (input: { HyperParameterTuningJobName?: string }) =>
      this.stop("tuning-job", input.HyperParameterTuningJobName),
    CreateAutoMLJobV2: ({ AutoMLJobName }: { AutoMLJobName?: string }) => ({
      AutoMLJobArn: this.create("automl-job", AutoMLJobName),
    }),
    DescribeAutoMLJobV2: ({ AutoMLJobName }: { AutoMLJobName?: string }) =>
      describeAutoMLJob(this.find("automl-job", AutoMLJobName)),
    ListCandidatesForAutoMLJob: ({ AutoMLJobName }: { AutoMLJobName?: string }) => {
      const { name } = this.find("automl-job", AutoMLJobName);
      const CandidateStepArn = this.settings.arn(`training-job/${name}-001`);
      const step = { CandidateStepArn, CandidateStepType: "AWS::SageMaker::TrainingJob" };
      return { Candidates: [{ CandidateName: `${name}-best`, CandidateSteps: [step] }] };
    },
    StopAutoMLJob: ({ AutoMLJobName }: { AutoMLJobName?: string }) => this.stop("automl-job", AutoMLJobName),
    StartExecution: ({ name = "" }: { name?: string }) => {
      const earlier = this.all.find((job) => job.kind === "state-machine" && job.name === name);
      if (earlier?.ended)
        throw serviceError("ExecutionAlreadyExists", `Execution Already Exists: '${earlier.arn}'`);
      // With the same input, which a name always has here, a start while it runs is the first one.
      return { executionArn: earlier?.arn ?? this.begin("state-machine", name).arn };
    },
    DescribeExecution: ({ executionArn = "" }: { executionArn?: string }) => {
      const found = this.all.find(({ arn }) => arn === executionArn);
      if (!found) throw serviceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
      return describeExecution(found);
    },
  };

  /** A function that knows its token, as it must: Lambda calls it at least once. */
  call({ retraining, token }: { readonly retraining: string; readonly token: string }): void {
    if (this.called.has(token)) return;
    this.called.add(token);
    this.begin("function", retraining);
  }

  private create(kind: Job["kind"], name = "", more: Partial<Begun> = {}): string {
    const taken = this.all.find((job) => job.kind === kind && job.name === name);
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html#API_CreateTrainingJob_Errors
    if (taken) throw serviceError("ResourceInUse", `${name} already exists (${taken.arn}).`);
    const unknown = more.parents?.find((parent) => !this.all.some((job) => job.name === parent && job.ended));
    if (unknown)
      throw invalid(`The parent hyperparameter tuning job ${unknown} does not exist, or is not over.`);
    return this.begin(kind, name, more).arn;
  }

  begin(kind: Job["kind"], name: string, { spot = false, parents = [] }: Partial<Begun> = {}): Job {
    const job: Job = {
      ...{
        kind,
        name,
        spot,
        parents,
        arn: arnOf(kind, name, this.settings.arn),
        started: this.settings.time.now(),
      },
      ...{ ended: null, stopping: null, status: "InProgress", secondaryStatus: "Starting", interruptions: 0 },
      meanAbsoluteError: null,
    };
    this.all.push(job);
    tellJob(job, this.settings);
    this.meet(job, this.settings.fateOf(this.all.length));
    return job;
  }

  private meet(job: Job, fate: JobFate): void {
    const after = (milliseconds: number, act: () => void) =>
      this.settings.time.after(milliseconds, () => {
        if (job.status === "InProgress") act();
      });
    const takesCapacity = fate === "taken-back" || fate === "outwaits";
    switch (takesCapacity && !job.spot ? "completes" : fate) {
      case "completes":
        after(trainingTakes, () => this.complete(job, true));
        break;
      case "registers-nothing":
        after(trainingTakes, () => this.complete(job, false));
        break;
      case "is-late":
        after(lateTakes, () => this.complete(job, true));
        break;
      case "hangs":
        break;
      case "fails":
        after(trainingTakes / 2, () => this.end(job, "Failed", "Failed"));
        break;
      case "is-stopped-by-hand":
        after(trainingTakes / 2, () => this.beginStop(job));
        break;
      case "taken-back":
        for (const nth of [1, 2, 3]) after(nth * capacityLasts, () => this.interrupt(job));
        after(5 * capacityLasts, () => this.complete(job, true));
        break;
      case "outwaits":
        after(2 * trainingTakes, () => this.end(job, "Stopped", "MaxWaitTimeExceeded"));
        break;
    }
  }

  private interrupt(job: Job): void {
    job.interruptions++;
    job.secondaryStatus = "Interrupted";
    tellJob(job, this.settings);
  }

  private complete(job: Job, registers: boolean): void {
    const error = this.settings.errorNow();
    if (registers) job.meanAbsoluteError = error;
    const own = job.kind === "state-machine" || job.kind === "function";
    if (own && registers) this.settings.register(job, error);
    this.end(job, "Completed", "Completed");
  }

  stop(kind: Job["kind"], name = ""): Record<string, never> {
    const job = this.find(kind, name);
    if (job.ended) throw invalid(`The request was rejected because the job is in status ${job.status}.`);
    if (job.status === "InProgress") this.beginStop(job);
    return {};
  }

  private beginStop(job: Job): void {
    Object.assign(job, {
      ...{ status: "Stopping", secondaryStatus: "Stopping" },
      stopping: this.settings.time.now(),
    });
    tellJob(job, this.settings);
    this.settings.time.after(stoppingTakes, () => this.end(job, "Stopped", "Stopped"));
  }

  private end(job: Job, status: JobStatus, secondaryStatus: string): void {
    Object.assign(job, { status, secondaryStatus, ended: this.settings.time.now() });
    tellJob(job, this.settings);
  }

  private find(kind: Job["kind"], name = ""): Job {
    const found = this.all.find((job) => job.kind === kind && job.name === name);
    if (found) return found;
    if (kind === "training-job") throw invalid("Requested resource not found.");
    throw serviceError("ResourceNotFound", `Amazon SageMaker can't find a job with name ${name}.`);
  }
}

export function parentsOf({
  WarmStartConfig,
}: Partial<CreateHyperParameterTuningJobRequest>): readonly string[] {
  const parents = WarmStartConfig?.ParentHyperParameterTuningJobs ?? [];
  return parents.map(({ HyperParameterTuningJobName: name = "" }) => name);
}

function arnOf(kind: Job["kind"], name: string, arn: Surroundings["arn"]): string {
  switch (kind) {
    case "training-job":
    case "automl-job":
      return arn(`${kind}/${name}`);
    case "tuning-job":
      return arn(`hyper-parameter-tuning-job/${name}`);
    case "state-machine":
      return `arn:aws:states:eu-central-1:444455556666:execution:orchard-train:${name}`;
    case "function":
      return name;
  }
}
