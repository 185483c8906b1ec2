import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isNotFound } from "../failure.ts";
import type { S3Location } from "./s3-location.ts";

/** Writers that meet read again; more than a few at once are a mistake somewhere. */
const mostTries = 5;

/**
 * Changes an object of JSON as one step: what is written follows from what is there, or another writer's is read and the
 * change is made to that. An object that broke is taken as none.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 *
 * @param change pure: it may be called more than once; null is given where there is no object
 * @returns what is there now
 */
export async function updateJson<Value>(
  location: S3Location,
  change: (json: unknown) => Value,
): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    const { text, etag } = await readTagged(location);
    const value = change(jsonIn(text));
    const body = `${JSON.stringify(value)}\n`;
    if (body === text) return value;
    try {
      await s3().send(
        new PutObjectCommand({
          Bucket: location.bucket,
          Key: location.key,
          Body: body,
          ContentType: "application/json",
          ...(etag === null ? { IfNoneMatch: "*" } : { IfMatch: etag }),
        }),
      );
      return value;
    } catch (error) {
      if (tried >= mostTries || !isOvertaken(error)) throw error;
    }
  }
}

async function readTagged({ bucket, key }: S3Location) {
  try {
    const { Body, ETag = null } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { text: (await Body?.transformToString("utf-8")) ?? "", etag: ETag };
  } catch (error) {
    if (isNotFound(error)) return { text: null, etag: null };
    throw error;
  }
}

function jsonIn(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** 412 when another was faster, 409 when one is writing at this moment, 404 when what was read is gone. */
function isOvertaken(error: unknown): boolean {
  return (
    isNotFound(error) ||
    (error instanceof Error && ["PreconditionFailed", "ConditionalRequestConflict"].includes(error.name))
  );
}
