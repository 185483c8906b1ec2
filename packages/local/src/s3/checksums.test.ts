import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

const Bucket = "tides";
const bodies = [Buffer.alloc(5 * 1024 * 1024, "ebb"), Buffer.from("flood")];
const whole = Buffer.concat(bodies);
let server: LocalServer;
let s3: S3Client;

beforeAll(async () => {
  server = await startLocal();
  s3 = new S3Client({
    endpoint: server.url,
    region: "eu-west-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestChecksumCalculation: "WHEN_REQUIRED",
    maxAttempts: 1,
  });
  server.world.objects.create(Bucket);
});
afterAll(async () => {
  s3.destroy();
  await server.close();
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

interface Wanted {
  readonly algorithm?: ChecksumAlgorithm;
  readonly type?: ChecksumType;
  /** Of the parts, when another one. */
  readonly ofParts?: ChecksumAlgorithm;
}

/** An upload of both parts that is not complete yet. */
async function uploaded(Key: string, { algorithm, type, ofParts = algorithm }: Wanted = {}) {
  const { UploadId, ...begun } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: algorithm, ChecksumType: type }),
  );
  const Parts: CompletedPart[] = [];
  for (const [at, Body] of bodies.entries()) {
    const PartNumber = at + 1;
    const part = await s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm: ofParts }),
    );
    const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA256 } = part;
    Parts.push({ PartNumber, ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA256 });
  }
  return { Bucket, Key, UploadId, begun, Parts };
}

type Upload = Awaited<ReturnType<typeof uploaded>>;
const complete = ({ Bucket, Key, UploadId, Parts }: Upload, more: object = {}) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" }));

it("sums up the checksums of parts, and tells how many there were", async () => {
  const upload = await uploaded("composite", { algorithm: "SHA256" });
  const expected = `${sha256(Buffer.concat(bodies.map(sha256))).toString("base64")}-2`;

  expect(upload.begun).toMatchObject({ ChecksumAlgorithm: "SHA256", ChecksumType: "COMPOSITE" });
  expect(await s3.send(new ListPartsCommand(upload))).toMatchObject({
    ChecksumAlgorithm: "SHA256",
    ChecksumType: "COMPOSITE",
    Parts: bodies.map((body) => ({ ChecksumSHA256: sha256(body).toString("base64") })),
  });
  const told = { ChecksumSHA256: expected, ChecksumType: "COMPOSITE" };
  expect(await complete(upload)).toMatchObject(told);
  expect(await head("composite")).toMatchObject(told);
});

// By the SDK's own implementation, of the one object.
it.each(["CRC32", "CRC32C", "CRC64NVME"] as const)("has the %s of the whole object", async (algorithm) => {
  const once = new PutObjectCommand({ Bucket, Key: "once", Body: whole, ChecksumAlgorithm: algorithm });
  const expected = (await s3.send(once))[`Checksum${algorithm}`];
  expect(expected).toMatch(/=$/);
  const upload = await uploaded(algorithm, { algorithm, type: "FULL_OBJECT" });
  const told = { [`Checksum${algorithm}`]: expected, ChecksumType: "FULL_OBJECT" };
  expect(await complete(upload, { ChecksumType: "FULL_OBJECT" })).toMatchObject(told);
  expect(await head(algorithm)).toMatchObject(told);
});

it("computes the checksum of what is copied: of a part by the upload's algorithm, of an object as a whole", async () => {
  await complete(await uploaded("source", { algorithm: "SHA256" }));
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key: "parts", ChecksumAlgorithm: "SHA256" }),
  );
  const part = { Bucket, Key: "parts", UploadId, PartNumber: 1, CopySource: `${Bucket}/source` };
  const { CopyPartResult } = await s3.send(new UploadPartCopyCommand(part));
  const copy = new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/source` });
  const { CopyObjectResult } = await s3.send(copy);

  const expected = sha256(whole).toString("base64");
  expect(CopyPartResult?.ChecksumSHA256).toBe(expected);
  expect(CopyObjectResult?.ChecksumSHA256).toBe(expected);
  expect(await head("copy")).toMatchObject({ ChecksumSHA256: expected, ChecksumType: "FULL_OBJECT" });
});

it.each([
  [
    { algorithm: "SHA256", type: "FULL_OBJECT" },
    "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.",
  ],
  [
    { algorithm: "CRC64NVME", type: "COMPOSITE" },
    "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
  ],
  [
    { type: "COMPOSITE" },
    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
  ],
  [
    { algorithm: "SHA256", ofParts: "CRC32" },
    "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
  ],
] satisfies [Wanted, string][])("refuses %j", async (wanted, message) => {
  await expect(uploaded("refused", wanted)).rejects.toMatchObject({ name: "InvalidRequest", message });
});

it("refuses to complete what does not fit what was uploaded", async () => {
  const upload = await uploaded("wrong", { algorithm: "SHA256" });
  const [first = {}, second = {}] = upload.Parts;
  const { ChecksumSHA256: _, ...bare } = first;
  const completed = (Parts: CompletedPart[], more: object = {}) => complete({ ...upload, Parts }, more);

  await expect(completed([bare, second])).rejects.toMatchObject({
    name: "InvalidRequest",
    message:
      "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
  });
  const swapped = { ...first, ChecksumSHA256: second.ChecksumSHA256 };
  await expect(completed([swapped, second])).rejects.toMatchObject({ name: "InvalidPart" });
  await expect(completed([first, second], { ChecksumType: "FULL_OBJECT" })).rejects.toMatchObject({
    name: "InvalidRequest",
    message:
      "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
  });
  const other = `${sha256(whole).toString("base64")}-2`;
  await expect(completed([first, second], { ChecksumSHA256: other })).rejects.toMatchObject({
    name: "BadDigest",
  });
});
