import { NoSuchBucket, S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

const Bucket = "tides";
let server: LocalServer;
let s3: S3;

beforeAll(async () => {
  server = await startLocal({ region: "us-east-1" });
  s3 = new S3({
    endpoint: server.url,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await s3.createBucket({ Bucket });
  await s3.putObject({
    Bucket,
    Key: "kiel",
    Body: "1,2,3",
    StorageClass: "STANDARD_IA",
    ChecksumAlgorithm: "SHA256",
  });
});

afterAll(async () => {
  s3.destroy();
  await server.close();
});

it("in us-east-1 a bucket may be made again, and is nowhere", async () => {
  await s3.createBucket({ Bucket });
  expect((await s3.getBucketLocation({ Bucket })).LocationConstraint).toBeFalsy();
});

it("a storage class is kept and shown, and an unknown one refused", async () => {
  expect((await s3.headObject({ Bucket, Key: "kiel" })).StorageClass).toBe("STANDARD_IA");
  const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: "kiel" });
  expect(Contents).toMatchObject([{ StorageClass: "STANDARD_IA" }]);
  const cold = "COLD" as "STANDARD";
  await expect(s3.putObject({ Bucket, Key: "lost", Body: "x", StorageClass: cold })).rejects.toMatchObject({
    name: "InvalidStorageClass",
  });
});

it("a copy is told with its checksums", async () => {
  const { CopyObjectResult } = await s3.copyObject({ Bucket, Key: "copy", CopySource: `${Bucket}/kiel` });
  expect(CopyObjectResult?.ChecksumSHA256).toMatch(/^[A-Za-z0-9+/]{43}=$/);
});

it("an object that has changed since is not read", async () => {
  const before = new Date(Date.now() - 3_600_000);
  await expect(s3.getObject({ Bucket, Key: "kiel", IfUnmodifiedSince: before })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
  const after = new Date(Date.now() + 3_600_000);
  await (await s3.getObject({ Bucket, Key: "kiel", IfUnmodifiedSince: after })).Body?.transformToString();
});

it("an object is read by its parts", async () => {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: "large" });
  const bodies = [Buffer.alloc(5 * 1024 * 1024, "a"), Buffer.from("the end")];
  const Parts = await Promise.all(
    bodies.map(async (Body, index) => {
      const PartNumber = index + 1;
      const { ETag } = await s3.uploadPart({ Bucket, Key: "large", UploadId, PartNumber, Body });
      return { PartNumber, ETag };
    }),
  );
  const complete = (parts: typeof Parts) =>
    s3.completeMultipartUpload({ Bucket, Key: "large", UploadId, MultipartUpload: { Parts: parts } });
  await expect(complete([])).rejects.toMatchObject({ name: "MalformedXML" });
  await complete(Parts);
  const second = await s3.getObject({ Bucket, Key: "large", PartNumber: 2 });
  expect(await second.Body?.transformToString()).toBe("the end");
  expect(second.PartsCount).toBe(2);
  await expect(s3.getObject({ Bucket, Key: "large", PartNumber: 3 })).rejects.toMatchObject({
    name: "InvalidPartNumber",
  });
});

it("a token that was never given is refused", async () => {
  await expect(s3.listObjectsV2({ Bucket, ContinuationToken: "no token!" })).rejects.toMatchObject({
    name: "InvalidArgument",
    message: "The continuation token provided is incorrect",
  });
});

it("a presigned upload keeps the metadata that its URL carries", async () => {
  const signature =
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0";
  const put = await fetch(`${server.url}/${Bucket}/signed?${signature}&x-amz-meta-station=kiel`, {
    method: "PUT",
    body: "x",
  });
  expect(put.status).toBe(200);
  expect((await s3.headObject({ Bucket, Key: "signed" })).Metadata).toEqual({ station: "kiel" });
});

it("a place of a bucket that is none is refused", async () => {
  const nowhere = "nowhere" as "eu-west-1";
  await expect(
    s3.createBucket({ Bucket: "elsewhere", CreateBucketConfiguration: { LocationConstraint: nowhere } }),
  ).rejects.toMatchObject({ name: "InvalidLocationConstraint" });
  await expect(s3.listObjectsV2({ Bucket: "elsewhere" })).rejects.toBeInstanceOf(NoSuchBucket);
});
