import { type Answer, emptyAnswer } from "../http/answer.ts";
import { signingRegion } from "../http/call.ts";
import { malformed } from "./door.ts";
import { owner } from "./owner.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import { elements, elementText, s3Document, xmlAnswer } from "./xml.ts";

export async function listBuckets({ buckets, query }: S3Request): Promise<Answer> {
  const prefix = query.get("prefix") ?? "";
  return xmlAnswer(
    s3Document("ListAllMyBucketsResult", {
      Owner: owner,
      Buckets: {
        Bucket: buckets
          .all()
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, created }) => ({ Name: name, CreationDate: created.toISOString() })),
      },
    }),
  );
}

export async function createBucket({ call, buckets, bucket, region, document }: S3Request): Promise<Answer> {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || /\.\.|^\d+\.\d+\.\d+\.\d+$/.test(bucket)) {
    throw new S3Error("InvalidBucketName", "The specified bucket is not valid.", 400, { BucketName: bucket });
  }
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html#API_CreateBucket_Errors: there, again is no error.
  const configuration = elements(document, "CreateBucketConfiguration")[0];
  const location = configuration === undefined ? undefined : elementText(configuration, "LocationConstraint");
  checkLocation(location ?? null, signingRegion(call) ?? region);
  if (!buckets.create(bucket, location ?? region) && region !== "us-east-1") {
    throw new S3Error(
      "BucketAlreadyOwnedByYou",
      "Your previous request to create the named bucket succeeded and you already own it.",
      409,
      { BucketName: bucket },
    );
  }
  return emptyAnswer(200, { location: `/${bucket}` });
}

/**
 * A region's endpoint makes buckets there only, and wants to be told so; that of the oldest makes them anywhere.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */
function checkLocation(asked: string | null, region: string): void {
  if (region === "us-east-1" || (asked === "EU" ? "eu-west-1" : asked) === region) return;
  throw new S3Error(
    "IllegalLocationConstraintException",
    `The ${asked ?? "unspecified"} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  );
}

export async function headBucket({ buckets, bucket, region }: S3Request): Promise<Answer> {
  return emptyAnswer(200, { "x-amz-bucket-region": buckets.bucket(bucket).location ?? region });
}

export async function deleteBucket({ buckets, bucket }: S3Request): Promise<Answer> {
  buckets.remove(bucket);
  return emptyAnswer(204);
}

export async function getBucketLocation({ buckets, bucket, region }: S3Request): Promise<Answer> {
  const location = buckets.bucket(bucket).location ?? region;
  return xmlAnswer(s3Document("LocationConstraint", location === "us-east-1" ? {} : { "#text": location }));
}

/** DeleteObjects: up to 1,000 keys at once; a key that is not there counts as deleted. */
export async function deleteObjects({ buckets, bucket, document }: S3Request): Promise<Answer> {
  buckets.bucket(bucket);
  const wanted = elements(document, "Delete")[0];
  const keys = elements(wanted, "Object").flatMap((object) => elementText(object, "Key") ?? []);
  if (keys.length === 0 || keys.length > 1000) throw malformed();
  for (const key of keys) buckets.erase(bucket, key);
  const quiet = elementText(wanted, "Quiet") === "true";
  return xmlAnswer(s3Document("DeleteResult", quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) }));
}
