import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import { elements, elementText, parseXml, s3Document, xmlResponse } from "./xml.ts";

export async function listBuckets({ buckets, query }: S3Request): Promise<Response> {
  const prefix = query.get("prefix") ?? "";
  return xmlResponse(
    s3Document("ListAllMyBucketsResult", {
      Owner: { ID: "driftwheel", DisplayName: "driftwheel" },
      Buckets: {
        Bucket: buckets
          .all()
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, created }) => ({ Name: name, CreationDate: created.toISOString() })),
      },
    }),
  );
}

export async function createBucket({ buckets, bucket }: S3Request): Promise<Response> {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    throw new S3Error("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName: bucket });
  }
  if (!buckets.create(bucket)) {
    throw new S3Error(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      409,
      { BucketName: bucket },
    );
  }
  return new Response(null, { status: 200, headers: { location: `/${bucket}` } });
}

export async function headBucket({ buckets, bucket, region }: S3Request): Promise<Response> {
  buckets.bucket(bucket);
  return new Response(null, { status: 200, headers: { "x-amz-bucket-region": region } });
}

export async function deleteBucket({ buckets, bucket }: S3Request): Promise<Response> {
  buckets.remove(bucket);
  return new Response(null, { status: 204 });
}

export async function getBucketLocation({ buckets, bucket, region }: S3Request): Promise<Response> {
  buckets.bucket(bucket);
  return xmlResponse(s3Document("LocationConstraint", { "#text": region }));
}

/** DeleteObjects: up to 1,000 keys at once; a key that is not there counts as deleted. */
export async function deleteObjects({ buckets, bucket, call }: S3Request): Promise<Response> {
  buckets.bucket(bucket);
  const wanted = elements(parseXml(await call.request.text()), "Delete")[0];
  const keys = elements(wanted, "Object").flatMap((object) => elementText(object, "Key") ?? []);
  if (keys.length === 0 || keys.length > 1000) {
    throw new S3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
      400,
    );
  }
  for (const key of keys) buckets.erase(bucket, key);
  const quiet = elementText(wanted, "Quiet") === "true";
  return xmlResponse(s3Document("DeleteResult", quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) }));
}
