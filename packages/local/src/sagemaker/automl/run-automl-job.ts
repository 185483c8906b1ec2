import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { World } from "../../world.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";
import type { JobEnd, StartedJob } from "../context.ts";
import {
  type AutoMLJob,
  type AutoMLView,
  type Resolved,
  ranked,
  type SecondaryStatus,
} from "./automl-job.ts";
import {
  preparationRequest,
  preparedFolder,
  reportFolder,
  reportRequest,
  trainingRequest,
} from "./job-requests.ts";
import { problemTypes, usualObjective } from "./objectives.ts";
import { algorithmsOf, type Mode, type Recipe, recipesOf } from "./recipes.ts";

type Request = Readonly<Record<string, unknown>>;

export interface AutoMLRun {
  readonly job: AutoMLJob;
  readonly world: World;
  /** As it is now. */
  view(): AutoMLView;
  /** Each starts a job that is part of this one; rejects with ServiceError. */
  train(request: Request): Promise<StartedJob>;
  process(request: Request): Promise<StartedJob>;
  /** Records where the job is now. */
  move(secondary: SecondaryStatus): void;
}

/** How a job ended that was not stopped; `failure` says why it failed. */
export type AutoMLEnd =
  | { readonly secondary: "Completed" | "MaxCandidatesReached" | "MaxAutoMLJobRuntimeReached" }
  | { readonly failure: string };

/**
 * Unless MaxCandidates says otherwise: what the service has in the mode ENSEMBLING. The 100 of HYPERPARAMETER_TUNING are no
 * work for a laptop. https://docs.aws.amazon.com/sagemaker/latest/dg/autopilot-model-support-validation.html
 */
const usualCandidates = 10;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TabularJobConfig.html, Mode */
const largestOfEnsembling = 100e6;

/** Leads a job from its data to its best candidate. Rejects when something is broken. */
export async function runAutoMLJob(run: AutoMLRun): Promise<AutoMLEnd> {
  const { job } = run;
  const most = job.plan.criteria.MaxAutoMLJobRuntimeInSeconds;
  const { signal } = job.stop;
  const over = most === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(most * 1000)]);
  run.move("AnalyzingData");
  const prepared = await prepare(run, over);
  if (prepared.status !== "Completed") return early(over, prepared);
  run.move("FeatureEngineering");
  const resolved = await resolve(run);
  job.resolved = resolved;
  run.move("ModelTuning");
  await trainAll(run, resolved, over);
  const [best] = ranked(run.view());
  if (best === undefined) {
    return { failure: "No candidate was trained. List the candidates for their failure reasons." };
  }
  if (over.aborted) return { secondary: "MaxAutoMLJobRuntimeReached" };
  job.partialFailure = await report(run, resolved, over);
  if (over.aborted) return { secondary: "MaxAutoMLJobRuntimeReached" };
  return { secondary: job.plan.criteria.MaxCandidates === undefined ? "Completed" : "MaxCandidatesReached" };
}

function early(over: AbortSignal, { failureReason }: JobEnd): AutoMLEnd {
  if (!over.aborted) return { failure: failureReason ?? "The data could not be analyzed." };
  return { failure: "MaxAutoMLJobRuntimeInSeconds was over before a candidate was trained." };
}

async function prepare(run: AutoMLRun, over: AbortSignal): Promise<JobEnd> {
  const { job, world } = run;
  const name = `${job.name}-pr-1-${suffix(world)}`;
  const started = await run.process(preparationRequest(world, job, name));
  job.preparation = { name, arn: started.arn };
  return await ending(started, over);
}

const analysis = z.object({ problemType: z.enum(problemTypes) });

async function resolve({ job, world }: AutoMLRun): Promise<Resolved> {
  const location = s3Location(preparedFolder(job, "analysis"));
  const file = await world.objects.get(location.bucket, keyBelow(location, "analysis.json"));
  if (file === null) throw new Error("The analysis of the data is not where it was written to.");
  const { problemType } = analysis.parse(JSON.parse(new TextDecoder().decode(file)));
  const mode = await modeOf(job, world);
  const { algorithms, criteria, objective } = job.plan;
  return {
    mode,
    problemType,
    objective: objective ?? usualObjective(problemType),
    recipes: recipesOf(
      algorithms.length > 0 ? algorithms : algorithmsOf[mode].here,
      criteria.MaxCandidates ?? usualCandidates,
    ),
  };
}

async function modeOf({ plan }: AutoMLJob, world: World): Promise<Mode> {
  if (plan.mode !== "AUTO") return plan.mode;
  const { bucket, key } = s3Location(plan.training.S3Uri);
  const objects = plan.training.S3DataType === "S3Prefix" ? await world.objects.list(bucket, key) : [];
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  return bytes < largestOfEnsembling ? "ENSEMBLING" : "HYPERPARAMETER_TUNING";
}

/** Trains the candidates, as many at once as there are processors, but no more than four. */
async function trainAll(run: AutoMLRun, resolved: Resolved, over: AbortSignal): Promise<void> {
  const waiting = [...resolved.recipes.entries()];
  const workers = Array.from({ length: Math.min(availableParallelism(), 4) }, async () => {
    while (!over.aborted) {
      const next = waiting.shift();
      if (next === undefined) return;
      const [index, recipe] = next;
      await trial(run, { resolved, recipe, number: index + 1 }, over);
      // What has just ended is told before the next one starts.
      await sleep(0);
    }
  });
  await Promise.all(workers);
}

async function trial(
  run: AutoMLRun,
  {
    resolved,
    recipe,
    number,
  }: { readonly resolved: Resolved; readonly recipe: Recipe; readonly number: number },
  over: AbortSignal,
): Promise<void> {
  const { job, world } = run;
  const name = `${job.name}-${String(number).padStart(3, "0")}-${suffix(world)}`;
  const started = await run.train(trainingRequest(world, job, { name, resolved, recipe }));
  job.trials.push(name);
  await ending(started, over);
}

/** Writes both reports on the best candidate; answers why one could not be written, or null. */
async function report(run: AutoMLRun, resolved: Resolved, over: AbortSignal): Promise<string | null> {
  const { job, world } = run;
  const [best] = ranked(run.view());
  if (best === undefined) return null;
  const reports = {
    explainability: "GeneratingExplainabilityReport",
    insights: "GeneratingModelInsightsReport",
  } as const;
  for (const kind of ["explainability", "insights"] as const) {
    run.move(reports[kind]);
    const name = `${job.name}-${kind}-${suffix(world)}`;
    const started = await run.process(reportRequest(world, job, { name, report: kind, resolved, best }));
    const end = await ending(started, over);
    if (end.status !== "Completed")
      return `The ${kind} report was not written: ${end.failureReason ?? end.status}`;
  }
  job.reports = {
    candidate: best.name,
    explainability: reportFolder(job, "explainability", best.name),
    insights: reportFolder(job, "insights", best.name),
  };
  return null;
}

/** Waits for a job's end, and asks it to end when time is over. */
async function ending(started: StartedJob, over: AbortSignal): Promise<JobEnd> {
  const stop = () => started.stop();
  over.addEventListener("abort", stop, { once: true });
  if (over.aborted) stop();
  const end = await started.ended;
  over.removeEventListener("abort", stop);
  return end;
}

function suffix(world: World): string {
  return Math.floor(world.random() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
}
