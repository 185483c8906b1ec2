import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inFolder } from "../containers/opt-ml.ts";
import { invalid } from "../errors.ts";
import type { ProcessingJob } from "./processing-job.ts";

/** The folders of a processing container; `root` stands for `/opt/ml`. */
export interface ProcessingFolders {
  readonly root: string;
  readonly message: string;
  readonly log: string;
}

export function processingFolders(root: string): ProcessingFolders {
  return { root, message: join(root, "output", "message"), log: join(root, "processing.log") };
}

/** Where a container's path is on this machine. Only what is below `/opt/ml` can be given a place. */
export function localPath(folders: ProcessingFolders, containerPath: string): string {
  const path = resolve(inFolder(folders.root, containerPath));
  if (path !== folders.root && !path.startsWith(`${folders.root}/`)) {
    throw invalid(
      `The LocalPath ${containerPath} is not below /opt/ml, which is all that this machine maps.`,
    );
  }
  return path;
}

/**
 * Makes the folders and writes what the container may read about its job.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
 */
export async function prepareFolders(folders: ProcessingFolders, job: ProcessingJob): Promise<void> {
  const config = join(folders.root, "config");
  await mkdir(config, { recursive: true });
  await mkdir(join(folders.root, "output"), { recursive: true });
  await mkdir(join(folders.root, "processing"), { recursive: true });
  // The service makes the folders of the outputs, so that a container can write to them at once.
  for (const { S3Output } of job.request.ProcessingOutputConfig?.Outputs ?? []) {
    if (S3Output?.LocalPath) await mkdir(localPath(folders, S3Output.LocalPath), { recursive: true });
  }
  await writeFile(join(config, "processingjobconfig.json"), JSON.stringify(jobConfig(job)));
  await writeFile(
    join(config, "resourceconfig.json"),
    JSON.stringify({ current_host: "algo-1", hosts: ["algo-1"] }),
  );
}

function jobConfig({ name, arn, request }: ProcessingJob): Readonly<Record<string, unknown>> {
  const { ProcessingJobName: _name, Tags: _tags, ...rest } = request;
  return { ProcessingJobArn: arn, ProcessingJobName: name, ...rest };
}
