import { setTimeout as sleep } from "node:timers/promises";
import { within } from "../../long-timers.ts";
import { ServiceError } from "../../world.ts";
import type { StartedJob } from "../context.ts";
import type { Candidate } from "./candidates.ts";
import { objectiveOf, ranked, type TuningJob, type TuningView } from "./tuning-job.ts";

type TrainingRequest = Readonly<Record<string, unknown>> & { readonly TrainingJobName: string };

export interface TuningRun {
  readonly tuning: TuningJob;
  /** As it is now. */
  view(): TuningView;
  /** Starts a training job; rejects with ServiceError. */
  train(request: TrainingRequest): Promise<StartedJob>;
  /** In [0, 1). */
  random(): number;
}

/** Trains with each candidate, as many at once as allowed; answers why it failed, or null. Never rejects. */
export async function runTuningJob(run: TuningRun): Promise<string | null> {
  const { tuning } = run;
  const { MaxRuntimeInSeconds } = tuning.request.HyperParameterTuningJobConfig.ResourceLimits;
  const seconds = MaxRuntimeInSeconds ?? Number.POSITIVE_INFINITY;
  try {
    return await within(seconds * 1000, tuning.stop.signal, (over) => runTrials(run, over));
  } catch (error) {
    return reasonOf(error);
  }
}

/** What the service refuses is the request's fault, all else is not. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${error instanceof ServiceError ? "ClientError" : "InternalServerError"}: ${message}`;
}

async function runTrials(run: TuningRun, over: AbortSignal): Promise<string | null> {
  const { tuning } = run;
  const { ResourceLimits } = tuning.request.HyperParameterTuningJobConfig;
  const waiting = [...tuning.plan.candidates.entries()];
  let failure: string | null = null;
  const atOnce = Math.min(ResourceLimits.MaxParallelTrainingJobs, waiting.length);
  const workers = Array.from({ length: atOnce }, async () => {
    try {
      while (failure === null && !over.aborted && !targetReached(run.view())) {
        const next = waiting.shift();
        if (next === undefined) return;
        const [index, candidate] = next;
        await trial(run, index + 1, candidate, over);
      }
    } catch (error) {
      // The others end what they have begun.
      failure = reasonOf(error);
    }
  });
  await Promise.all(workers);
  if (failure !== null) return failure;
  const view = run.view();
  if (ranked(view).length > 0 || over.aborted) return null;
  const completed = view.trials.filter(({ job }) => job.status === "Completed").length;
  return completed > 0
    ? `ClientError: No objective metrics found: no log of ${completed} completed training jobs has ${tuning.plan.objective.MetricName}.`
    : "All training jobs failed. List the training jobs of the tuning job for their failure reasons.";
}

async function trial(run: TuningRun, number: number, candidate: Candidate, over: AbortSignal): Promise<void> {
  const { tuning } = run;
  const request = trainingRequest(run, number, candidate);
  const started = await run.train(request);
  tuning.trials.push({ candidate, jobName: request.TrainingJobName });
  const stop = () => started.stop();
  over.addEventListener("abort", stop, { once: true });
  if (over.aborted) stop();
  await started.ended;
  over.removeEventListener("abort", stop);
  // What has just ended is told before the next one starts.
  await sleep(0);
}

/** The name of a tuning job's training job: `<tuning job>-001-0a1b2c3d`. */
function trainingRequest(
  { tuning, random }: TuningRun,
  number: number,
  candidate: Candidate,
): TrainingRequest {
  const {
    HyperParameterRanges: _ranges,
    StaticHyperParameters,
    TuningObjective: _objective,
    DefinitionName: _name,
    CheckpointConfig: checkpoints,
    HyperParameterTuningResourceConfig: _resources,
    ...definition
  } = tuning.plan.definition;
  const suffix = Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
  const name = `${tuning.name}-${String(number).padStart(3, "0")}-${suffix}`;
  return {
    ...definition,
    TrainingJobName: name,
    // A folder a job: each would go on from another's values otherwise.
    ...(checkpoints && {
      CheckpointConfig: { ...checkpoints, S3Uri: `${checkpoints.S3Uri.replace(/\/$/, "")}/${name}` },
    }),
    HyperParameters: {
      ...StaticHyperParameters,
      ...candidate,
      _tuning_objective_metric: tuning.plan.objective.MetricName,
    },
    Tags: tuning.request.Tags,
  };
}

function targetReached(tuning: TuningView): boolean {
  const target =
    tuning.request.HyperParameterTuningJobConfig.TuningJobCompletionCriteria?.TargetObjectiveMetricValue;
  const [best] = ranked(tuning);
  const value = best === undefined ? null : objectiveOf(tuning, best);
  if (target === undefined || value === null) return false;
  return tuning.plan.objective.Type === "Maximize" ? value >= target : value <= target;
}
