import { createHash } from "node:crypto";
import { decodeAwsChunked } from "../http/aws-chunked.ts";
import { algorithmOf, badDigest, checksumOf, isComputed } from "./checksums.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

export interface ReceivedBody {
  readonly body: Uint8Array;
  /** `x-amz-checksum-*`, from the headers or from the trailers. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Reads a request's body, without the `aws-chunked` framing, and checks it against the digests that came with it. */
export async function receiveBody(request: S3Request): Promise<ReceivedBody> {
  const { headers } = request;
  const raw = await request.call.body();
  const framed =
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ||
    headers["content-encoding"]?.includes("aws-chunked");
  const { body, trailers } = framed ? decodeAwsChunked(raw) : { body: raw, trailers: {} };
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...headers, ...trailers })) {
    const algorithm = algorithmOf(name);
    if (algorithm === null) continue;
    if (isComputed(algorithm) && (await checksumOf(algorithm, body)) !== value) throw badDigest(algorithm);
    sent[name] = value;
  }
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64")) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
  }
  return { body, checksums: sent };
}
