import type { JobEnd } from "../context.ts";
import type { TrainingJob } from "../training/training-job.ts";
import { directionOf, loggedMetric, type ProblemType } from "./objectives.ts";
import type { Plan } from "./plan.ts";
import type { Mode, Recipe } from "./recipes.ts";

export type AutoMLStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

/** In the order of a job that goes well, then its other ends. */
export type SecondaryStatus =
  | "Starting"
  | "AnalyzingData"
  | "FeatureEngineering"
  | "ModelTuning"
  | "GeneratingExplainabilityReport"
  | "GeneratingModelInsightsReport"
  | "Completed"
  | "MaxCandidatesReached"
  | "MaxAutoMLJobRuntimeReached"
  | "Stopping"
  | "Stopped"
  | "Failed";

/** What the data has told. */
export interface Resolved {
  readonly mode: Mode;
  readonly problemType: ProblemType;
  readonly objective: string;
  readonly recipes: readonly Recipe[];
}

/** `s3://` folders of the reports on the best candidate. */
interface Reports {
  readonly candidate: string;
  readonly explainability: string;
  readonly insights: string;
}

export interface AutoMLJob {
  readonly name: string;
  readonly arn: string;
  /** By which operation it was asked for. */
  readonly version: 1 | 2;
  /** The request without its name and tags, as Describe shows it. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly roleArn: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly plan: Plan;
  readonly creationTime: Date;
  /** The names of the training jobs, in the order in which they were started. */
  readonly trials: string[];
  /** The processing job that looked at the data; null before it. */
  preparation: { readonly name: string; readonly arn: string } | null;
  resolved: Resolved | null;
  reports: Reports | null;
  status: AutoMLStatus;
  secondaryStatus: SecondaryStatus;
  lastModifiedTime: Date;
  endTime: Date | null;
  failureReason: string | null;
  partialFailure: string | null;
  readonly stop: AbortController;
  ended: Promise<JobEnd>;
}

/** An AutoML job with its training jobs as they are now. */
export type AutoMLView = Omit<AutoMLJob, "trials"> & { readonly trials: readonly TrainingJob[] };

/** A metric of the validation data, once a training job has ended and told it. */
export function metricOf(trial: TrainingJob, metric: string): number | null {
  if (trial.status !== "Completed") return null;
  return trial.finalMetrics.find(({ MetricName }) => MetricName === loggedMetric(metric))?.Value ?? null;
}

/** The trials whose objective is known, best first. */
export function ranked({ resolved, trials }: AutoMLView): readonly TrainingJob[] {
  if (resolved === null) return [];
  const sign = directionOf(resolved.objective) === "Maximize" ? -1 : 1;
  const value = (trial: TrainingJob) => sign * (metricOf(trial, resolved.objective) ?? Number.NaN);
  return trials
    .filter((trial) => !Number.isNaN(value(trial)))
    .toSorted((left, right) => value(left) - value(right));
}
