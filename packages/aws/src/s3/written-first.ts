import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import type { S3Location } from "./s3-location.ts";

/**
 * Writes an object unless there is one; false when there is.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function writtenFirst({ bucket, key }: S3Location, value: unknown): Promise<boolean> {
  try {
    await s3().send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: `${JSON.stringify(value)}\n`,
        ContentType: "application/json",
        IfNoneMatch: "*",
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "PreconditionFailed") return false;
    throw error;
  }
}
