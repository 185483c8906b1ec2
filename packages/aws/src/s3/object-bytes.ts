import { GetObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isNotFound } from "../failure.ts";
import type { S3Location } from "./s3-location.ts";
import { uncompressed } from "./uncompressed.ts";

/**
 * The bytes of an object as they arrive, uncompressed when they are gzip; null when there is no such object. No more
 * is held than what is on its way.
 *
 * @param etag the version that is wanted; another one counts as none
 * @throws BrokenGzip while the bytes are read, when the rest cannot be uncompressed
 */
export async function objectBytes(
  { bucket, key }: S3Location,
  etag?: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const { Body } = await s3().send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(etag === undefined ? {} : { IfMatch: etag }),
      }),
    );
    if (!Body || !(Symbol.asyncIterator in Body)) throw new Error(`s3://${bucket}/${key} has no stream.`);
    return uncompressed(Body);
  } catch (error) {
    if (isNotFound(error) || isOtherVersion(error)) return null;
    throw error;
  }
}

function isOtherVersion(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}
