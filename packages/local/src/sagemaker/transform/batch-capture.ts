import { randomUUID } from "node:crypto";
import type { ObjectStore } from "../../world.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";

/** Files as they lie in S3, each by its name below one prefix. */
export interface CapturedFiles {
  /** `s3://bucket/prefix/` */
  readonly prefix: string;
  readonly names: readonly string[];
}

/**
 * Captures what a job was given and what it answered: manifests of both, in folders of the hour in which it began.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-batch.html
 */
export async function captureBatch(
  objects: ObjectStore,
  destination: string,
  job: { readonly started: Date; readonly input: CapturedFiles; readonly output: CapturedFiles },
): Promise<void> {
  const location = s3Location(destination);
  const hour = job.started.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
  const name = `${randomUUID()}.json`;
  for (const side of ["input", "output"] as const) {
    const { prefix, names } = job[side];
    const manifest = JSON.stringify([{ prefix }, ...names]);
    await objects.put(location.bucket, keyBelow(location, `${side}/${hour}/${name}`), Buffer.from(manifest));
  }
}
