import { GetObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients/s3.ts";
import { isNotFound } from "../failure.ts";
import { type Ahead, fetchedAhead } from "./fetched-ahead.ts";
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
  location: S3Location,
  etag?: string,
): Promise<AsyncIterable<Uint8Array> | null> {
  const body = await objectBody(location, etag);
  return body && uncompressed(body);
}

/** An object in the version that is wanted. */
interface WantedObject {
  readonly key: string;
  readonly etag: string;
  /** As it lies there. */
  readonly bytes: number;
}

/** Of a megabyte and more each, eight at once fill what a function of a gigabyte has for the network. */
const usual: Ahead = { objects: 8, bytes: 64 * 2 ** 20 };

/**
 * The same for many objects of a bucket in their order, the next ones fetched while one is read. Of gzip the compressed
 * bytes are held.
 */
export async function* bytesOfObjects<Wanted extends WantedObject>(
  bucket: string,
  objects: readonly Wanted[],
  ahead = usual,
): AsyncGenerator<readonly [Wanted, AsyncIterable<Uint8Array> | null]> {
  const open = ({ key, etag }: Wanted, signal: AbortSignal) => objectBody({ bucket, key }, etag, signal);
  for await (const [object, body] of fetchedAhead(objects, open, ahead)) {
    yield [object, body && uncompressed(body)];
  }
}

async function objectBody(
  { bucket, key }: S3Location,
  etag?: string,
  signal?: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const { Body } = await s3().send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(etag === undefined ? {} : { IfMatch: etag }),
      }),
      signal === undefined ? {} : { abortSignal: signal },
    );
    if (!Body || !(Symbol.asyncIterator in Body)) throw new Error(`s3://${bucket}/${key} has no stream.`);
    return Body;
  } catch (error) {
    if (isNotFound(error) || isOtherVersion(error)) return null;
    throw error;
  }
}

function isOtherVersion(error: unknown): boolean {
  return error instanceof Error && error.name === "PreconditionFailed";
}
