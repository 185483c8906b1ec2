import type { LocalImage, World } from "../../world.ts";
import { download, MissingInput } from "../containers/download.ts";
import { baseEnvironment } from "../containers/environment.ts";
import { imageEnvironment, withPython } from "../containers/image-python.ts";
import { algorithmError, messageIn } from "../containers/message-file.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { type RunEnd, runToEnd } from "../containers/run-to-end.ts";
import { uploadFolder } from "../containers/upload.ts";
import { localPath, type ProcessingFolders, prepareFolders } from "./folders.ts";
import type { ProcessingJob, ProcessingStatus } from "./processing-job.ts";

export interface ProcessingRun {
  readonly job: ProcessingJob;
  readonly image: LocalImage;
  readonly folders: ProcessingFolders;
  readonly world: World;
  readonly logStream: string;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly grace: number;
  readonly now: () => Date;
  /** Records and tells where the job is now. */
  readonly move: (status: ProcessingStatus) => void;
}

/** Leads a job to its end. Never rejects: what goes wrong becomes the job's failure. */
export async function runProcessingJob(run: ProcessingRun): Promise<void> {
  const { job } = run;
  try {
    await prepareFolders(run.folders, job);
    await downloadInputs(run);
    const end = await runContainer(run);
    job.exitMessage = await messageIn(run.folders.message);
    await uploadOutputs(run, end);
    conclude(run, end);
  } catch (error) {
    job.processingEndTime = run.now();
    job.failureReason = reasonOf(error);
    run.move("Failed");
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof MissingInput) return `ClientError: Failed to download data. ${error.message}`;
  return `InternalServerError: ${error instanceof Error ? error.message : String(error)}`;
}

async function downloadInputs({ job, folders, world }: ProcessingRun): Promise<void> {
  for (const { S3Input } of job.request.ProcessingInputs ?? []) {
    if (S3Input?.LocalPath && !job.stop.signal.aborted) {
      await download(world.objects, S3Input, localPath(folders, S3Input.LocalPath));
    }
  }
}

async function runContainer(run: ProcessingRun): Promise<RunEnd> {
  const { job, image, folders, world, grace } = run;
  const stop = job.stop.signal;
  if (stop.aborted) return { kind: "stopped" };
  const { ContainerEntrypoint = image.process ?? [], ContainerArguments = [] } = job.request.AppSpecification;
  const command = [...ContainerEntrypoint, ...ContainerArguments];
  job.processingStartTime = run.now();
  return await runToEnd(
    {
      command: image.placeholder
        ? (image.train ?? [])
        : withPython(image, command).map((part) => inFolder(folders.root, part)),
      directory: image.directory,
      environment: { ...baseEnvironment(world, folders.root), ...imageEnvironment(image), ...given(run) },
      logFile: folders.log,
      tell: (line) => world.logs.write("/aws/sagemaker/ProcessingJobs", run.logStream, line),
    },
    { stop, maximum: maximumRuntime(job), grace },
  );
}

function given({ job, folders, world }: ProcessingRun): Readonly<Record<string, string>> {
  const variables = Object.entries(job.request.Environment ?? {});
  return {
    PROCESSING_JOB_NAME: job.name,
    PROCESSING_JOB_ARN: job.arn,
    SAGEMAKER_REGION: world.region,
    ...Object.fromEntries(variables.map(([name, value]) => [name, inFolder(folders.root, value)])),
  };
}

/** Milliseconds; a day unless the request says otherwise, as in the service. */
function maximumRuntime(job: ProcessingJob): number {
  return (job.request.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400) * 1000;
}

/** Outputs of mode Continuous are kept even of a job that failed; in-between states are not uploaded here. */
async function uploadOutputs({ job, folders, world }: ProcessingRun, end: RunEnd): Promise<void> {
  const succeeded = end.kind === "exited" && end.code === 0;
  for (const { S3Output } of job.request.ProcessingOutputConfig?.Outputs ?? []) {
    if (!S3Output?.LocalPath || !(succeeded || S3Output.S3UploadMode === "Continuous")) continue;
    await uploadFolder(world.objects, localPath(folders, S3Output.LocalPath), S3Output.S3Uri);
  }
}

function conclude({ job, now, move }: ProcessingRun, end: RunEnd): void {
  job.processingEndTime = now();
  if (end.kind === "exited" && end.code === 0) {
    move("Completed");
  } else if (end.kind === "exited") {
    job.failureReason = algorithmError(job.exitMessage, end.code);
    move("Failed");
  } else {
    if (end.kind === "timed-out")
      job.failureReason = "ClientError: The job ran longer than MaxRuntimeInSeconds allows.";
    move("Stopped");
  }
}
