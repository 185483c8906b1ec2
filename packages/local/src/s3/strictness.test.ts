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

it.each([
  ["eu-west-1", "eu-west-2", "eu-west-2"],
  ["eu-west-1", undefined, "unspecified"],
  ["eu-west-1", "eu-west-1", null],
  ["eu-west-1", "EU", null],
  ["us-east-1", "eu-west-1", null],
] as const)("asked in %s for a bucket in %s, it refuses %s", async (region, asked, refused) => {
  // The SDK fills in its region where nothing is said: https://github.com/aws/aws-sdk-js-v3, middleware-location-constraint
  const answer = await fetch(`${server.url}/harbour`, {
    method: "PUT",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=00`,
    },
    ...(asked === undefined
      ? {}
      : {
          body: `<CreateBucketConfiguration><LocationConstraint>${asked}</LocationConstraint></CreateBucketConfiguration>`,
        }),
  });
  const text = await answer.text();
  expect(answer.status).toBe(refused === null ? 200 : 400);
  if (refused === null) return;
  expect(text).toContain("<Code>IllegalLocationConstraintException</Code>");
  expect(text).toContain(
    `<Message>The ${refused} location constraint is incompatible for the region specific endpoint this request was sent to.</Message>`,
  );
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

it("a bucket is where it was asked for", async () => {
  await s3.createBucket({
    Bucket: "far-away",
    CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
  });
  expect((await s3.getBucketLocation({ Bucket: "far-away" })).LocationConstraint).toBe("eu-central-1");
  expect((await s3.headBucket({ Bucket: "far-away" })).BucketRegion).toBe("eu-central-1");
});

it("the parts of an upload are listed in pages", async () => {
  const target = { Bucket, Key: "in-parts" };
  const { UploadId } = await s3.createMultipartUpload(target);
  for (const PartNumber of [3, 1, 2]) await s3.uploadPart({ ...target, UploadId, PartNumber, Body: "x" });
  const list = (more: object = {}) => s3.listParts({ ...target, UploadId, ...more });

  const first = await list({ MaxParts: 2 });
  const second = await list({ MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker });

  expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2", MaxParts: 2 });
  expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
  expect(second).toMatchObject({ IsTruncated: false, PartNumberMarker: "2", StorageClass: "STANDARD" });
  expect(second.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
  await expect(list({ MaxParts: -1 })).rejects.toMatchObject({ name: "InvalidArgument" });
});

it("a part is copied from the bytes that are asked for, and from none that are not said rightly", async () => {
  const target = { Bucket, Key: "copied" };
  const { UploadId } = await s3.createMultipartUpload(target);
  const copy = (CopySourceRange: string) =>
    s3.uploadPartCopy({ ...target, UploadId, PartNumber: 1, CopySource: `${Bucket}/kiel`, CopySourceRange });
  for (const range of ["0-2", "bytes=0-", "bytes=3-1", "bytes=0-5"]) {
    await expect(copy(range), range).rejects.toMatchObject({ name: "InvalidArgument" });
  }
  const { CopyPartResult } = await copy("bytes=0-2");
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await s3.completeMultipartUpload({ ...target, UploadId, MultipartUpload: { Parts } });
  expect(await (await s3.getObject(target)).Body?.transformToString()).toBe("1,2");
});

it("a range that ends before it begins is none", async () => {
  const whole = await s3.getObject({ Bucket, Key: "kiel", Range: "bytes=3-1" });
  expect(await whole.Body?.transformToString()).toBe("1,2,3");
});

it.each(["GLACIER", "DEEP_ARCHIVE"] as const)("what is in %s is not read or copied", async (StorageClass) => {
  await s3.putObject({ Bucket, Key: "cold", Body: "x", StorageClass });
  await expect(s3.getObject({ Bucket, Key: "cold" })).rejects.toMatchObject({
    name: "InvalidObjectState",
    StorageClass,
  });
  await expect(s3.copyObject({ Bucket, Key: "warm", CopySource: `${Bucket}/cold` })).rejects.toMatchObject({
    name: "ObjectNotInActiveTierError",
  });
  expect((await s3.headObject({ Bucket, Key: "cold" })).StorageClass).toBe(StorageClass);
});

it("an object's owner is listed where that is asked for", async () => {
  const list = async (more: object) =>
    (await s3.listObjectsV2({ Bucket, Prefix: "kiel", ...more })).Contents?.[0]?.Owner;
  expect(await list({ FetchOwner: true })).toEqual({ ID: "driftwheel", DisplayName: "driftwheel" });
  expect(await list({})).toBeUndefined();
});

it("metadata in a URL of the second version of signatures is kept, too", async () => {
  const put = await fetch(
    `${server.url}/${Bucket}/older?AWSAccessKeyId=a&Signature=b&Expires=9999999999&x-amz-meta-station=kiel`,
    { method: "PUT", body: "x" },
  );
  expect(put.status).toBe(200);
  expect((await s3.headObject({ Bucket, Key: "older" })).Metadata).toEqual({ station: "kiel" });
});
