import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { s3 } from "../clients/s3.ts";
import { isNotFound } from "../failure.ts";
import { type S3Location, s3Uri } from "./s3-location.ts";

/** Reports and evaluations are some kilobytes; what is larger than this is something else. */
const largestReport = 10 * 1024 * 1024;

interface DatedObject {
  readonly text: string;
  readonly writtenAt: Date | null;
  readonly etag: string | null;
}

/**
 * The text of an object, or null when there is none.
 *
 * @param limit bytes; the size is looked at before the body is read.
 * @throws BadInput naming key and size when the object is larger.
 */
export async function readObject(location: S3Location, limit = largestReport): Promise<string | null> {
  return (await readDatedObject(location, limit))?.text ?? null;
}

/** The same with the time at which it was written, to the second, and its entity tag. */
export async function readDatedObject(
  location: S3Location,
  limit = largestReport,
): Promise<DatedObject | null> {
  try {
    const {
      Body,
      ContentLength = 0,
      LastModified = null,
      ETag = null,
    } = await s3().send(new GetObjectCommand({ Bucket: location.bucket, Key: location.key }));
    if (ContentLength > limit) {
      // Otherwise the connection would stay open with the rest of the body in it.
      if (Body && "destroy" in Body) Body.destroy();
      throw new BadInput(
        `${s3Uri(location)} has ${ContentLength} bytes; more than ${limit} are not read, because no report is that large.`,
      );
    }
    return { text: (await Body?.transformToString("utf-8")) ?? "", writtenAt: LastModified, etag: ETag };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export async function objectExists({ bucket, key }: S3Location): Promise<boolean> {
  try {
    await s3().send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

export async function writeJson({ bucket, key }: S3Location, value: unknown): Promise<void> {
  await s3().send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: `${JSON.stringify(value, null, 2)}\n`,
      ContentType: "application/json",
    }),
  );
}

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly lastModified: Date;
}

/** Objects directly or deeply under a folder, in the order of their keys. */
export async function* listObjects({ bucket, key }: S3Location): AsyncGenerator<ListedObject> {
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3() },
    { Bucket: bucket, Prefix: key },
  )) {
    for (const { Key = "", ETag = "", Size = 0, LastModified = new Date(0) } of Contents) {
      yield { key: Key, etag: ETag, bytes: Size, lastModified: LastModified };
    }
  }
}

/** Names of the folders directly in a folder. */
export async function listFolders({ bucket, key }: S3Location): Promise<readonly string[]> {
  const names: string[] = [];
  const pages = paginateListObjectsV2({ client: s3() }, { Bucket: bucket, Prefix: key, Delimiter: "/" });
  for await (const { CommonPrefixes = [] } of pages) {
    for (const { Prefix = "" } of CommonPrefixes) names.push(Prefix.slice(key.length, -1));
  }
  return names;
}
