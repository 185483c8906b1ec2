import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { decodeAwsChunked } from "../http/aws-chunked.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

export interface ReceivedBody {
  readonly body: Uint8Array;
  /** `x-amz-checksum-*`, from the headers or from the trailers. */
  readonly checksums: Readonly<Record<string, string>>;
}

const digests: Readonly<Record<string, (body: Uint8Array) => string>> = {
  "x-amz-checksum-crc32": (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString("base64");
  },
  "x-amz-checksum-sha1": (body) => createHash("sha1").update(body).digest("base64"),
  "x-amz-checksum-sha256": (body) => createHash("sha256").update(body).digest("base64"),
};

/** The checksum of an algorithm as `x-amz-checksum-algorithm` names it; none of those that are not computed here. */
export function checksumsBy(algorithm: string, body: Uint8Array): Readonly<Record<string, string>> {
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  return digests[name] ? { [name]: digests[name](body) } : {};
}

/** Reads a request's body, without the `aws-chunked` framing, and checks it against the digests that came with it. */
export async function receiveBody(request: S3Request): Promise<ReceivedBody> {
  const { headers } = request;
  const raw = await request.call.body();
  const framed =
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") ||
    headers["content-encoding"]?.includes("aws-chunked");
  const { body, trailers } = framed ? decodeAwsChunked(raw) : { body: raw, trailers: {} };
  const sent = Object.entries({ ...headers, ...trailers }).filter(
    ([name]) => name.startsWith("x-amz-checksum-") && !name.endsWith("-algorithm") && !name.endsWith("-type"),
  );
  for (const [name, value] of sent) {
    if (digests[name] && digests[name](body) !== value) {
      throw new S3Error(
        "BadDigest",
        `The ${name.slice("x-amz-checksum-".length).toUpperCase()} you specified did not match the calculated checksum.`,
        400,
      );
    }
  }
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64")) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", 400);
  }
  return { body, checksums: Object.fromEntries(sent) };
}
