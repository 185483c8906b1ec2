import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventEnvelope } from "../events/envelope.ts";
import { type LocalServer, startLocal } from "../server.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
let server: LocalServer;
let s3: S3Client;

beforeAll(async () => {
  server = await startLocal({ delivery: { maximumDelay: 20, repeatRate: 0 } });
  s3 = new S3Client({ endpoint: server.url, region: "eu-west-1", credentials, maxAttempts: 1 });
  await s3.send(new CreateBucketCommand({ Bucket: "weather" }));
});

afterAll(async () => {
  s3.destroy();
  await server.close();
});

const put = (Key: string, Body: string | Uint8Array, Bucket = "weather") =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string, Bucket = "weather") => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

describe("objects", () => {
  it("gives back the bytes, the content type and the metadata that were put", async () => {
    const Key = "days/märz 1+2.csv";
    await s3.send(
      new PutObjectCommand({
        Bucket: "weather",
        Key,
        Body: "1,2\n",
        ContentType: "text/csv",
        Metadata: { station: "KSEA" },
      }),
    );

    const found = await s3.send(new GetObjectCommand({ Bucket: "weather", Key }));

    expect(await found.Body?.transformToString()).toBe("1,2\n");
    expect(found).toMatchObject({
      ContentType: "text/csv",
      Metadata: { station: "KSEA" },
      ContentLength: 4,
    });
  });

  it("keeps keys as they are, though they look like a path that goes up", async () => {
    const strange = ["up/../station", "./here", "twice//two", "space plus+ü%25"];
    for (const key of strange) await put(key, new TextEncoder().encode(key));

    for (const key of strange) expect(await get(key)).toBe(key);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "weather" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(expect.arrayContaining(strange));
  });

  it("takes a stream, whose chunks and trailing checksum are no part of the object", async () => {
    const text = "rain\n".repeat(40_000);
    await s3.send(
      new PutObjectCommand({
        Bucket: "weather",
        Key: "streamed",
        Body: Readable.from([text.slice(0, 70_001), text.slice(70_001)]),
        ContentLength: text.length,
      }),
    );

    expect(await get("streamed")).toBe(text);
  });

  it("holds 50 MB", async () => {
    const body = new Uint8Array(50 * 1024 * 1024).fill(7);
    await put("large", body);

    const head = await s3.send(new HeadObjectCommand({ Bucket: "weather", Key: "large" }));
    const tail = await s3.send(new GetObjectCommand({ Bucket: "weather", Key: "large", Range: "bytes=-3" }));

    expect(head.ContentLength).toBe(body.byteLength);
    expect(tail.ContentRange).toBe("bytes 52428797-52428799/52428800");
    expect([...((await tail.Body?.transformToByteArray()) ?? [])]).toEqual([7, 7, 7]);
  });

  it("refuses a body that does not have the digest it came with", async () => {
    const wrong = s3.send(
      new PutObjectCommand({
        Bucket: "weather",
        Key: "bad",
        Body: "x",
        ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==",
      }),
    );

    await expect(wrong).rejects.toMatchObject({ name: "BadDigest", $metadata: { httpStatusCode: 400 } });
  });

  it("copies an object with its metadata", async () => {
    await s3.send(
      new PutObjectCommand({ Bucket: "weather", Key: "from here", Body: "a", Metadata: { kind: "daily" } }),
    );

    await s3.send(new CopyObjectCommand({ Bucket: "weather", Key: "to", CopySource: "weather/from%20here" }));

    const copy = await s3.send(new HeadObjectCommand({ Bucket: "weather", Key: "to" }));
    expect(copy.Metadata).toEqual({ kind: "daily" });
  });
});

describe("conditional writes and reads", () => {
  it("writes with If-None-Match only what is not there", async () => {
    const once = () =>
      s3.send(new PutObjectCommand({ Bucket: "weather", Key: "once", Body: "1", IfNoneMatch: "*" }));
    await once();

    await expect(once()).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
  });

  it("writes with If-Match only over the version that was read", async () => {
    const { ETag } = await put("versioned", "1");
    await put("versioned", "2");

    const late = s3.send(
      new PutObjectCommand({ Bucket: "weather", Key: "versioned", Body: "3", IfMatch: ETag }),
    );

    await expect(late).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await get("versioned")).toBe("2");
  });

  it("answers a read of a version that is known already with 304", async () => {
    const { ETag } = await put("cached", "1");

    const again = s3.send(new GetObjectCommand({ Bucket: "weather", Key: "cached", IfNoneMatch: ETag }));

    await expect(again).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });
});

describe("listing", () => {
  const Bucket = "listed";
  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket }));
    for (const key of ["a/1", "a/2", "b", "c/1", "c/x/1", "d & e"]) await put(key, key, Bucket);
  });

  it("folds keys below the delimiter and pages through keys and folders alike", async () => {
    const seen: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket, Delimiter: "/", MaxKeys: 1, ContinuationToken }),
      );
      const keys = page.Contents?.map(({ Key = "" }) => Key) ?? [];
      const folders = page.CommonPrefixes?.map(({ Prefix = "" }) => Prefix) ?? [];
      seen.push([...keys, ...folders]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);

    expect(seen).toEqual([["a/"], ["b"], ["c/"], ["d & e"]]);
  });

  it("lists below a prefix with sizes, from after a key on", async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "c/", StartAfter: "c/1" }));

    expect(page.Contents).toMatchObject([{ Key: "c/x/1", Size: 5 }]);
    expect(page.IsTruncated).toBe(false);
  });

  it("still answers the first version of the operation", async () => {
    const page = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, Marker: "a/1" }));

    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["a/2"]);
    expect(page.IsTruncated).toBe(true);
  });

  it("deletes many at once, and the empty bucket afterwards", async () => {
    const full = s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(full).rejects.toMatchObject({ name: "BucketNotEmpty" });
    const Objects = ["a/1", "a/2", "b", "c/1", "c/x/1", "d & e", "never was"].map((Key) => ({ Key }));

    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await s3.send(new DeleteBucketCommand({ Bucket }));

    expect(Deleted).toHaveLength(7);
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe("uploads in parts", () => {
  it("join the parts in the order of their numbers", async () => {
    const target = { Bucket: "weather", Key: "joined" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
    const part = async (PartNumber: number, Body: Uint8Array) => {
      const { ETag } = await s3.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const second = await part(2, new Uint8Array([9]));
    const first = await part(1, new Uint8Array(5 * 1024 * 1024));

    const { ETag } = await s3.send(
      new CompleteMultipartUploadCommand({
        ...target,
        UploadId,
        MultipartUpload: { Parts: [first, second] },
      }),
    );

    const head = await s3.send(new HeadObjectCommand(target));
    expect(head.ContentLength).toBe(5 * 1024 * 1024 + 1);
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  });

  it("refuse a list with a part that was never sent", async () => {
    const target = { Bucket: "weather", Key: "never" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));

    const completed = s3.send(
      new CompleteMultipartUploadCommand({
        ...target,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"00"' }] },
      }),
    );

    await expect(completed).rejects.toMatchObject({ name: "InvalidPart" });
  });
});

describe("errors", () => {
  it("names a missing key and a missing bucket as S3 does", async () => {
    await expect(get("missing")).rejects.toMatchObject({ name: "NoSuchKey", Key: "missing" });
    await expect(get("any", "nowhere")).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  it("says that an operation is not implemented", async () => {
    const tagging = s3.send(new GetObjectTaggingCommand({ Bucket: "weather", Key: "once" }));

    await expect(tagging).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("Driftwheel's local AWS does not implement"),
    });
  });
});

it("announces every object that is created on the default event bus", async () => {
  const seen: EventEnvelope[] = [];
  const stop = server.world.buses.observe((_, event) => seen.push(event));

  await put("reports/constraint_violations.json", "{}");
  await expect.poll(() => seen).toHaveLength(1);
  stop();

  expect(seen[0]).toMatchObject({
    version: "0",
    "detail-type": "Object Created",
    source: "aws.s3",
    resources: ["arn:aws:s3:::weather"],
    detail: {
      bucket: { name: "weather" },
      object: { key: "reports/constraint_violations.json", size: 2 },
      reason: "PutObject",
    },
  });
});
