import { rm } from "node:fs/promises";
import { within } from "../../long-timers.ts";
import { pack } from "../containers/archive.ts";
import { MissingInput } from "../containers/download.ts";
import { algorithmError, messageIn } from "../containers/message-file.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";
import { CodeMissing } from "../containers/source-code.ts";
import { filesIn } from "../containers/upload.ts";
import { type TrainingEnd, train } from "./attempts.ts";
import { checkpointFolder } from "./checkpoints.ts";
import { finalMetrics } from "./metrics.ts";
import type { SecondaryStatus, TrainingJob, TrainingStatus } from "./training-job.ts";
import type { TrainingRun } from "./training-run.ts";

/** Leads a job from Starting to its end. Never rejects: what goes wrong becomes the job's failure. */
export async function runTrainingJob(run: TrainingRun): Promise<void> {
  const { job } = run;
  try {
    const end = await within(longestWait(job), job.stop.signal, (over) => train(run, over));
    await finish(run, end);
  } catch (error) {
    job.trainingEndTime = run.now();
    job.failureReason = reasonOf(error);
    run.move("Failed", "Failed");
  }
}

/** Milliseconds from the creation of a spot job to its end; other jobs wait for nothing. */
function longestWait({ request }: TrainingJob): number {
  return (request.StoppingCondition.MaxWaitTimeInSeconds ?? Number.POSITIVE_INFINITY) * 1000;
}

function reasonOf(error: unknown): string {
  if (error instanceof CodeMissing) return `AlgorithmError: ClientError: ${error.message}, exit code: 1`;
  if (error instanceof MissingInput) return `ClientError: Data download failed: ${error.message}`;
  return `InternalServerError: ${error instanceof Error ? error.message : String(error)}`;
}

async function finish(run: TrainingRun, end: TrainingEnd): Promise<void> {
  const { job, folders } = run;
  if (end.kind === "waited-too-long") run.stopping();
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
  const { CheckpointConfig: config } = job.request;
  const checkpoints = config ? [checkpointFolder(folders.root, config)] : [];
  for (const folder of [folders.data, folders.model, ...checkpoints])
    await rm(folder, { recursive: true, force: true });
}

function outcome(end: TrainingEnd): readonly [TrainingStatus, SecondaryStatus] {
  switch (end.kind) {
    case "exited":
      return end.code === 0 ? ["Completed", "Completed"] : ["Failed", "Failed"];
    case "stopped":
      return ["Stopped", "Stopped"];
    case "timed-out":
      return ["Stopped", "MaxRuntimeExceeded"];
    case "waited-too-long":
      return ["Stopped", "MaxWaitTimeExceeded"];
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
