import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isNotFound } from "../failure.ts";
import { isBeingWritten, isTaken } from "./conditional-write.ts";
import { readDatedObject } from "./objects.ts";
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
    const { text, etag } = (await readDatedObject(location)) ?? { text: null, etag: null };
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

function jsonIn(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** What was read is not what is there any more, or is gone. */
function isOvertaken(error: unknown): boolean {
  return isNotFound(error) || isTaken(error) || isBeingWritten(error);
}
