import type { RequestHeaders } from "../http/request.ts";
import { algorithmOf, badDigest, checksumOf, headerOf } from "./checksums.ts";
import { S3Error } from "./s3-error.ts";

/** How the parts of an upload are summed up. */
export interface UploadChecksum {
  /** `CRC32` */
  readonly algorithm: string;
  /** Of the whole object, or of the checksums of its parts. */
  readonly type: "FULL_OBJECT" | "COMPOSITE";
}

/** Only these can be computed of the parts' own, which S3 asks of a checksum of the whole. */
const ofWhole = /^CRC/;

/**
 * What a request to begin an upload says of checksums; null when nothing. What goes together, and what is meant unless
 * told: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function uploadChecksumOf(headers: RequestHeaders): UploadChecksum | null {
  const { "x-amz-checksum-algorithm": algorithm, "x-amz-checksum-type": asked } = headers;
  if (algorithm === undefined) {
    if (asked === undefined) return null;
    throw invalid(
      "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
    );
  }
  const type =
    asked === "FULL_OBJECT" || (asked === undefined && algorithm === "CRC64NVME")
      ? "FULL_OBJECT"
      : "COMPOSITE";
  if (type === "FULL_OBJECT" ? !ofWhole.test(algorithm) : algorithm === "CRC64NVME") {
    throw invalid(
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, type };
}

/**
 * The checksum that a part is kept with. One that was sent has been compared with the part.
 *
 * @throws S3Error when it is of another algorithm, or there is none and the upload's is made of those of its parts
 */
export async function partChecksum(
  { algorithm, type }: UploadChecksum,
  sent: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<string> {
  const [header = null] = Object.keys(sent);
  const actual = header === null ? null : algorithmOf(header);
  if (actual !== algorithm && (actual !== null || type === "COMPOSITE")) {
    throw invalid(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${actual?.toLowerCase() ?? "null"}`,
    );
  }
  return sent[headerOf(algorithm)] ?? (await checksumOf(algorithm, body));
}

/** @throws S3Error when a listed part has no checksum where all must have one */
export function checkListedPart(
  { algorithm, type }: UploadChecksum,
  number: number,
  listed: string | null,
): void {
  if (listed !== null || type === "FULL_OBJECT") return;
  throw invalid(
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}

/**
 * The checksum of the object that parts make: base64 of the checksum of their checksums and their number, or of all bytes.
 *
 * @throws S3Error when the request says another one, or another type
 */
export async function objectChecksum(
  { algorithm, type }: UploadChecksum,
  {
    headers,
    body,
    parts,
  }: {
    readonly headers: RequestHeaders;
    readonly body: Uint8Array;
    /** Base64. */
    readonly parts: readonly string[];
  },
): Promise<string> {
  const asked = headers["x-amz-checksum-type"];
  if (asked !== undefined && asked !== type) {
    throw invalid(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const summed = Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
  const checksum =
    type === "FULL_OBJECT"
      ? await checksumOf(algorithm, body)
      : `${await checksumOf(algorithm, summed)}-${parts.length}`;
  const expected = headers[headerOf(algorithm)];
  if (expected !== undefined && expected !== checksum) throw badDigest(algorithm);
  return checksum;
}

function invalid(message: string): S3Error {
  return new S3Error("InvalidRequest", message, 400);
}
