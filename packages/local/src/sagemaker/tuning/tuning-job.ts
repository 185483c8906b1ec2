import type { JobEnd } from "../context.ts";
import type { TagStore } from "../tags/tag-store.ts";
import type { TrainingJob } from "../training/training-job.ts";
import type { Candidate } from "./candidates.ts";
import type { CreateTuningJob, TrainingJobDefinition } from "./request.ts";

export type TuningStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

/** What a tuning job does: which values it tries, and by what it judges them. */
export interface Plan {
  readonly definition: TrainingJobDefinition;
  readonly objective: { readonly Type: "Maximize" | "Minimize"; readonly MetricName: string };
  readonly candidates: readonly Candidate[];
}

/** A training job of a tuning job, with the values that it tries. */
export interface Trial {
  readonly candidate: Candidate;
  readonly job: TrainingJob;
}

/** A tuning job with its training jobs as they are now. */
export type TuningView = Omit<TuningJob, "trials"> & {
  readonly trials: readonly Trial[];
  /** Of a warm start; their own parents count no more. */
  readonly parents: readonly TuningView[];
};

export interface TuningJob {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateTuningJob;
  readonly plan: Plan;
  readonly creationTime: Date;
  /** In the order in which they were started. */
  readonly trials: { readonly candidate: Candidate; readonly jobName: string }[];
  status: TuningStatus;
  lastModifiedTime: Date;
  endTime: Date | null;
  failureReason: string | null;
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

/** The objective's value, once a training job has ended and told it. */
export function objectiveOf({ plan }: TuningView, { job }: Trial): number | null {
  const metric = job.finalMetrics.find(({ MetricName }) => MetricName === plan.objective.MetricName);
  return job.status === "Completed" ? (metric?.Value ?? null) : null;
}

/** The trials whose objective is known, best first. */
export function ranked(tuning: TuningView): readonly Trial[] {
  const sign = tuning.plan.objective.Type === "Maximize" ? -1 : 1;
  const value = (trial: Trial) => sign * (objectiveOf(tuning, trial) ?? Number.POSITIVE_INFINITY);
  return tuning.trials
    .filter((trial) => objectiveOf(tuning, trial) !== null)
    .toSorted((left, right) => value(left) - value(right));
}

/** The trials of all of them whose objective is known, best first; they have the same objective. */
export function bestOf(
  tunings: readonly TuningView[],
): readonly { readonly tuning: TuningView; readonly trial: Trial }[] {
  const all = tunings.flatMap((tuning) => ranked(tuning).map((trial) => ({ tuning, trial })));
  const value = ({ tuning, trial }: (typeof all)[number]) =>
    (tuning.plan.objective.Type === "Maximize" ? -1 : 1) * (objectiveOf(tuning, trial) ?? 0);
  return all.toSorted((one, other) => value(one) - value(other));
}

/** ListTrainingJobsForHyperParameterTuningJob's element. */
export function summarizeTrial(tuning: TuningView, trial: Trial): Readonly<Record<string, unknown>> {
  const { job, candidate } = trial;
  const value = objectiveOf(tuning, trial);
  const { Type, MetricName } = tuning.plan.objective;
  const running = job.status === "InProgress" || job.status === "Stopping";
  return {
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    CreationTime: job.creationTime,
    TrainingStartTime: job.trainingStartTime,
    TrainingEndTime: job.trainingEndTime,
    TrainingJobStatus: job.status,
    TunedHyperParameters: candidate,
    FailureReason: job.failureReason,
    FinalHyperParameterTuningJobObjectiveMetric: value === null ? null : { Type, MetricName, Value: value },
    ObjectiveStatus: running ? "Pending" : value === null ? "Failed" : "Succeeded",
  };
}

/** DescribeHyperParameterTuningJob's answer. */
export function describeTuningJob(tuning: TuningView): Readonly<Record<string, unknown>> {
  const { HyperParameterTuningJobName: _name, Tags: _tags, ...given } = tuning.request;
  const best = ranked(tuning)[0];
  return {
    HyperParameterTuningJobName: tuning.name,
    HyperParameterTuningJobArn: tuning.arn,
    ...given,
    HyperParameterTuningJobStatus: tuning.status,
    CreationTime: tuning.creationTime,
    HyperParameterTuningEndTime: tuning.endTime ?? undefined,
    LastModifiedTime: tuning.lastModifiedTime,
    ...counters(tuning),
    BestTrainingJob: best === undefined ? undefined : summarizeTrial(tuning, best),
    ...overallBest(tuning),
    FailureReason: tuning.failureReason ?? undefined,
  };
}

/** Only of the same data and algorithm are the parents' objectives comparable, and told. */
function overallBest(tuning: TuningView): Readonly<Record<string, unknown>> {
  if (tuning.request.WarmStartConfig?.WarmStartType !== "IdenticalDataAndAlgorithm") return {};
  const [best] = bestOf([tuning, ...tuning.parents]);
  if (best === undefined) return {};
  const { tuning: of, trial } = best;
  return { OverallBestTrainingJob: { ...summarizeTrial(of, trial), TuningJobName: of.name } };
}

/** ListHyperParameterTuningJobs' element. */
export function summarizeTuningJob(tuning: TuningView): Readonly<Record<string, unknown>> {
  const { Strategy, ResourceLimits } = tuning.request.HyperParameterTuningJobConfig;
  return {
    HyperParameterTuningJobName: tuning.name,
    HyperParameterTuningJobArn: tuning.arn,
    HyperParameterTuningJobStatus: tuning.status,
    Strategy,
    CreationTime: tuning.creationTime,
    HyperParameterTuningEndTime: tuning.endTime,
    LastModifiedTime: tuning.lastModifiedTime,
    ...counters(tuning),
    ResourceLimits,
  };
}

/**
 * Detail of the event "SageMaker HyperParameter Tuning Job State Change": the description, times in milliseconds.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function tuningJobDetail(tuning: TuningView, tags: TagStore): Readonly<Record<string, unknown>> {
  return { ...describeTuningJob(tuning), Tags: tags.asMap(tuning.arn) };
}

function counters(tuning: TuningView): Readonly<Record<string, unknown>> {
  const { trials } = tuning;
  const having = (...statuses: string[]) => trials.filter(({ job }) => statuses.includes(job.status)).length;
  const known = trials.filter((trial) => objectiveOf(tuning, trial) !== null).length;
  const pending = having("InProgress", "Stopping");
  return {
    TrainingJobStatusCounters: {
      Completed: having("Completed"),
      InProgress: pending,
      RetryableError: 0,
      NonRetryableError: having("Failed"),
      Stopped: having("Stopped"),
    },
    ObjectiveStatusCounters: { Succeeded: known, Pending: pending, Failed: trials.length - known - pending },
  };
}
