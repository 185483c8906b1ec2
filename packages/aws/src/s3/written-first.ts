import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isBeingWritten, isTaken } from "./conditional-write.ts";
import type { S3Location } from "./s3-location.ts";

/** A write of some kilobytes is over by then. */
const mostTries = 5;

/** Writes a value as JSON unless there is an object; false when there is. */
export function writtenFirst(location: S3Location, value: unknown): Promise<boolean> {
  return textWrittenFirst(location, `${JSON.stringify(value)}\n`, "application/json");
}

/**
 * Writes an object unless there is one; false when there is. Where another writes it at this moment it is tried again, so
 * that false means that there is one to be read.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function textWrittenFirst(
  { bucket, key }: S3Location,
  text: string,
  contentType: string,
): Promise<boolean> {
  for (let tried = 1; ; tried += 1) {
    try {
      await s3().send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: text,
          ContentType: contentType,
          IfNoneMatch: "*",
        }),
      );
      return true;
    } catch (error) {
      if (isTaken(error)) return false;
      if (tried >= mostTries || !isBeingWritten(error)) throw error;
    }
  }
}
