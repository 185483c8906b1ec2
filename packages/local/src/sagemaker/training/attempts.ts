import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pause, within } from "../../long-timers.ts";
import { download } from "../containers/download.ts";
import { imageEnvironment, withPython } from "../containers/image-python.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { type RunEnd, runToEnd } from "../containers/run-to-end.ts";
import { prepareCode } from "../containers/source-code.ts";
import { Checkpoints } from "./checkpoints.ts";
import { trainingEnvironment } from "./environment.ts";
import { prepareFolders } from "./folders.ts";
import { type Interruption, interruptionsOf, maximumSeconds } from "./spot.ts";
import { trainedMilliseconds } from "./training-job.ts";
import type { TrainingRun } from "./training-run.ts";

/** How training ends: as a container does, or because the wait for it and for its machine was over. */
export type TrainingEnd = RunEnd | { readonly kind: "waited-too-long" };

/**
 * Trains until there is an end; a spot job whose machine was taken away begins anew on another, with nothing but its
 * checkpoints. `over` is aborted when the job is stopped, and when it has waited for too long.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-managed-spot-training-status.html
 */
export async function train(run: TrainingRun, over: AbortSignal): Promise<TrainingEnd> {
  const interruptions = interruptionsOf(run.job.request);
  for (let attempt = 0; ; attempt += 1) {
    const interruption = interruptions[attempt];
    if (attempt > 0 || interruption === "never") await capacity(run, interruption, over);
    const end = await attemptToTrain(run, interruption, over);
    if (end !== "interrupted") return end;
    await empty(run);
    if (!over.aborted) run.move("InProgress", "Starting");
  }
}

/** A machine is there again after a while, or never. */
async function capacity(
  run: TrainingRun,
  interruption: Interruption | undefined,
  over: AbortSignal,
): Promise<void> {
  await pause(interruption === "never" ? Number.POSITIVE_INFINITY : run.capacityDelay, over);
}

async function attemptToTrain(
  run: TrainingRun,
  interruption: Interruption | undefined,
  over: AbortSignal,
): Promise<TrainingEnd | "interrupted"> {
  const { job, image, folders, world } = run;
  if (over.aborted) return overBy(run);
  await prepareFolders(folders, job.request);
  const checkpoints = await downloadAll(run);
  if (over.aborted) return overBy(run);
  job.trainingStartTime ??= run.now();
  run.move("InProgress", "Training");
  if (image.framework) await prepareCode(world.objects, folders.root, job.request);
  const seconds = typeof interruption === "number" ? interruption : Number.POSITIVE_INFINITY;
  const container = () => within(seconds * 1000, over, (end) => runContainer(run, over, end));
  const end = await (checkpoints === null ? container() : checkpoints.copyingWhile(container));
  if (end.kind !== "stopped") return end;
  return over.aborted ? overBy(run) : "interrupted";
}

async function downloadAll({ job, folders, world, ...run }: TrainingRun): Promise<Checkpoints | null> {
  run.move("InProgress", "Downloading");
  for (const { ChannelName, DataSource } of job.request.InputDataConfig ?? []) {
    if (DataSource.S3DataSource)
      await download(world.objects, DataSource.S3DataSource, join(folders.data, ChannelName));
  }
  const { CheckpointConfig: config } = job.request;
  if (!config) return null;
  const place = { root: folders.root, interval: run.checkpointInterval };
  const checkpoints = new Checkpoints(world.objects, config, place);
  await checkpoints.fetch();
  return checkpoints;
}

async function runContainer(run: TrainingRun, over: AbortSignal, stop: AbortSignal): Promise<RunEnd> {
  const { job, image, folders, world } = run;
  return await runToEnd(
    {
      command: trainingCommand(run),
      directory: image.directory,
      environment: { ...trainingEnvironment(job, folders, world), ...imageEnvironment(image) },
      logFile: folders.log,
      tell: (line) => world.logs.write("/aws/sagemaker/TrainingJobs", run.logStream, line),
    },
    {
      stop,
      // Of all attempts together, as with a RetryStrategy:
      // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html
      maximum: maximumSeconds(job.request) * 1000 - trainedMilliseconds(job, run.now()),
      grace: run.grace,
      ending(kind) {
        if (job.stop.signal.aborted) return;
        if (kind === "stopped" && !over.aborted) run.move("InProgress", "Interrupted");
        else run.stopping();
      },
    },
  );
}

function overBy({ job }: TrainingRun): TrainingEnd {
  return { kind: job.stop.signal.aborted ? "stopped" : "waited-too-long" };
}

/** The next machine has nothing of the last one. What was written to the log has been told. */
async function empty({ folders }: TrainingRun): Promise<void> {
  for (const name of await readdir(folders.root)) {
    const path = join(folders.root, name);
    if (path !== folders.log) await rm(path, { recursive: true, force: true });
  }
}

function trainingCommand({ job, image, folders }: TrainingRun): readonly string[] {
  const { ContainerEntrypoint, ContainerArguments = [] } = job.request.AlgorithmSpecification;
  if (image.placeholder) return image.train ?? [];
  const script = job.request.HyperParameters?.sagemaker_program ?? job.request.Environment?.SAGEMAKER_PROGRAM;
  const own = image.framework?.name === "xgboost" && script === undefined ? xgboostAlgorithm : image.train;
  const command = [...(ContainerEntrypoint ?? own ?? []), ...ContainerArguments];
  return withPython(image, command).map((part) => inFolder(folders.root, part));
}

/** XGBoost's image without a script is the built-in algorithm. */
const xgboostAlgorithm = ["python3", "-m", "driftwheel_container.xgboost_training"];
