import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { listObjects } from "../s3/objects.ts";
import type { S3Location } from "../s3/s3-location.ts";

/**
 * The record of which files of ground truth were counted: an object for each, under the file's own name, so that
 * every run finds the same record. A file counts once by its name; one that is written anew is not counted again.
 */
export interface CountedFiles extends S3Location {}

/** @param hours `yyyy/mm/dd/hh`; answers the paths of the files of these hours' days that were counted */
export async function countedFiles(
  { bucket, key }: CountedFiles,
  hours: readonly string[],
): Promise<ReadonlySet<string>> {
  const counted = new Set<string>();
  for (const day of new Set(hours.map((hour) => hour.slice(0, "yyyy/mm/dd".length)))) {
    for await (const found of listObjects({ bucket, key: `${key}/${day}/` })) {
      counted.add(found.key.slice(key.length + 1));
    }
  }
  return counted;
}

/**
 * Takes a file for counting.
 *
 * @returns false when it was taken before, by this run or any other
 */
export async function claimFile({ bucket, key }: CountedFiles, path: string): Promise<boolean> {
  try {
    await s3().send(
      new PutObjectCommand({ Bucket: bucket, Key: `${key}/${path}`, Body: `${path}\n`, IfNoneMatch: "*" }),
    );
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** 412 when it is there, 409 when another is writing it at this moment: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function isTaken(error: unknown): boolean {
  return error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name);
}
