import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { LocalImage, World } from "../../world.ts";
import { pack } from "../containers/archive.ts";
import { download, MissingInput } from "../containers/download.ts";
import { imageEnvironment, withPython } from "../containers/image-python.ts";
import { algorithmError, messageIn } from "../containers/message-file.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { type RunEnd, runToEnd } from "../containers/run-to-end.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";
import { CodeMissing, prepareCode } from "../containers/source-code.ts";
import { filesIn } from "../containers/upload.ts";
import { trainingEnvironment } from "./environment.ts";
import { prepareFolders, type TrainingFolders } from "./folders.ts";
import { finalMetrics } from "./metrics.ts";
import type { SecondaryStatus, TrainingJob, TrainingStatus } from "./training-job.ts";

export interface TrainingRun {
  readonly job: TrainingJob;
  readonly image: LocalImage;
  readonly folders: TrainingFolders;
  readonly world: World;
  readonly logStream: string;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly grace: number;
  readonly now: () => Date;
  /** Records and tells where the job is now. */
  readonly move: (status: TrainingStatus, secondary: SecondaryStatus) => void;
}

/** Leads a job from Starting to its end. Never rejects: what goes wrong becomes the job's failure. */
export async function runTrainingJob(run: TrainingRun): Promise<void> {
  const { job } = run;
  try {
    await prepareFolders(run.folders, job.request);
    await downloadChannels(run);
    const end = await train(run);
    await finish(run, end);
  } catch (error) {
    job.trainingEndTime = run.now();
    job.failureReason = reasonOf(error);
    run.move("Failed", "Failed");
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CodeMissing) return `AlgorithmError: ClientError: ${error.message}, exit code: 1`;
  if (error instanceof MissingInput) return `ClientError: Data download failed: ${error.message}`;
  return `InternalServerError: ${error instanceof Error ? error.message : String(error)}`;
}

async function downloadChannels({ job, folders, world, move }: TrainingRun): Promise<void> {
  if (job.stop.signal.aborted) return;
  move("InProgress", "Downloading");
  for (const { ChannelName, DataSource } of job.request.InputDataConfig ?? []) {
    if (DataSource.S3DataSource)
      await download(world.objects, DataSource.S3DataSource, join(folders.data, ChannelName));
  }
}

async function train(run: TrainingRun): Promise<RunEnd> {
  const { job, image, folders, world } = run;
  const stop = job.stop.signal;
  if (stop.aborted) return { kind: "stopped" };
  job.trainingStartTime = run.now();
  run.move("InProgress", "Training");
  if (image.framework) await prepareCode(world.objects, folders.root, job.request);
  return await runToEnd(
    {
      command: trainingCommand(run),
      directory: image.directory,
      environment: { ...trainingEnvironment(job, folders, world), ...imageEnvironment(image) },
      logFile: folders.log,
      tell: (line) => world.logs.write("/aws/sagemaker/TrainingJobs", run.logStream, line),
    },
    { stop, maximum: maximumRuntime(job), grace: run.grace },
  );
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

/** Milliseconds; a day unless the request says otherwise, as in the service. */
function maximumRuntime(job: TrainingJob): number {
  return (job.request.StoppingCondition.MaxRuntimeInSeconds ?? 86_400) * 1000;
}

async function finish(run: TrainingRun, end: RunEnd): Promise<void> {
  const { job, folders } = run;
  if (end.kind === "exited" && end.code !== 0) {
    job.failureReason = algorithmError(await messageIn(folders.failure), end.code);
  } else if (job.trainingStartTime !== null) {
    if (end.kind === "exited") run.move("InProgress", "Uploading");
    await upload(run, end.kind === "exited");
  }
  if (job.trainingStartTime !== null) await readMetrics(run);
  job.trainingEndTime = run.now();
  const [status, secondary] = outcome(end);
  run.move(status, secondary);
  for (const folder of [folders.data, folders.model]) await rm(folder, { recursive: true, force: true });
}

function outcome(end: RunEnd): readonly [TrainingStatus, SecondaryStatus] {
  switch (end.kind) {
    case "exited":
      return end.code === 0 ? ["Completed", "Completed"] : ["Failed", "Failed"];
    case "stopped":
      return ["Stopped", "Stopped"];
    case "timed-out":
      return ["Stopped", "MaxRuntimeExceeded"];
  }
}

/** A job that ended early keeps what it had made so far, if anything. */
async function upload({ job, folders, world }: TrainingRun, complete: boolean): Promise<void> {
  const location = s3Location(job.request.OutputDataConfig.S3OutputPath);
  const put = async (folder: string, name: string) => {
    const key = keyBelow(location, `${job.name}/output/${name}`);
    await world.objects.put(location.bucket, key, await pack(folder), { contentType: "application/gzip" });
    return `s3://${location.bucket}/${key}`;
  };
  if (complete || (await filesIn(folders.model)).length > 0) {
    job.modelArtifacts = await put(folders.model, "model.tar.gz");
  }
  if ((await filesIn(folders.outputData)).length > 0) await put(folders.outputData, "output.tar.gz");
}

async function readMetrics({ job, folders, now }: TrainingRun): Promise<void> {
  const definitions = job.request.AlgorithmSpecification.MetricDefinitions ?? [];
  job.finalMetrics = await finalMetrics(folders.log, definitions, now());
}
