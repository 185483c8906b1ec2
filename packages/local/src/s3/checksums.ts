import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { S3Error } from "./s3-error.ts";

/** `CRC32`; of a body, as bytes. */
type Digest = (body: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const digests: Readonly<Record<string, Digest>> = {
  CRC32(body) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes;
  },
  CRC32C: async (body) => await digested(new (await library()).Crc32c(), body),
  CRC64NVME: async (body) => await digested(new (await library()).Crc64Nvme(), body),
  SHA1: (body) => createHash("sha1").update(body).digest(),
  SHA256: (body) => createHash("sha256").update(body).digest(),
  SHA512: (body) => createHash("sha512").update(body).digest(),
  MD5: (body) => createHash("md5").update(body).digest(),
};

/** Loaded when something is to be computed by it. */
const library = () => import("@aws-sdk/checksums/crc");

async function digested(
  checksum: { update(data: Uint8Array): void; digest(): Promise<Uint8Array> },
  body: Uint8Array,
): Promise<Uint8Array> {
  checksum.update(body);
  return await checksum.digest();
}

/** `x-amz-checksum-crc32` of `CRC32`. */
export function headerOf(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm whose checksum a header has; null of every other header. */
export function algorithmOf(header: string): string | null {
  const name = /^x-amz-checksum-([a-z0-9]+)$/.exec(header)?.[1] ?? "";
  return name === "" || name === "algorithm" || name === "type" || name === "mode"
    ? null
    : name.toUpperCase();
}

/** Whether it is known here what this algorithm computes. */
export function isComputed(algorithm: string): boolean {
  return Object.hasOwn(digests, algorithm);
}

/**
 * The checksum of some bytes, in base64.
 *
 * @throws S3Error when the algorithm is not computed here
 */
export async function checksumOf(algorithm: string, body: Uint8Array): Promise<string> {
  const digest = digests[algorithm];
  if (!digest) {
    throw new S3Error(
      "NotImplemented",
      `Driftwheel's local AWS does not compute the checksum ${algorithm}: CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512 and MD5 it does.`,
      501,
    );
  }
  return Buffer.from(await digest(body)).toString("base64");
}

/** Whether a checksum is of the checksums of parts, whose number it ends with. */
export function isComposite(checksum: string): boolean {
  return checksum.includes("-");
}

export function badDigest(algorithm: string): S3Error {
  return new S3Error(
    "BadDigest",
    `The ${algorithm} you specified did not match the calculated checksum.`,
    400,
  );
}
