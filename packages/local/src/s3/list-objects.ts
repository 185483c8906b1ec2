import type { Answer } from "../http/answer.ts";
import { owner } from "./owner.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import type { StoredObject } from "./stored-object.ts";
import { s3Document, xmlAnswer } from "./xml.ts";

interface Page {
  readonly contents: readonly StoredObject[];
  readonly prefixes: readonly string[];
  /** Last entry of this page when more follow, a key or a common prefix; null at the end. */
  readonly next: string | null;
}

/** ListObjectsV2, and ListObjects of old. */
export async function listObjects(request: S3Request): Promise<Answer> {
  const { query, bucket, buckets } = request;
  buckets.bucket(bucket);
  const second = query.get("list-type") === "2";
  const token = query.get("continuation-token");
  const maxKeys = maxKeysOf(query.get("max-keys"));
  const delimiter = query.get("delimiter") ?? "";
  const prefix = query.get("prefix") ?? "";
  const after = second
    ? token === null
      ? (query.get("start-after") ?? "")
      : keyOf(token)
    : (query.get("marker") ?? "");
  const page = pageOf(buckets.sorted(bucket, prefix), { prefix, delimiter, after, maxKeys });
  const encode = query.get("encoding-type") === "url" ? urlEncoded : (text: string) => text;
  return xmlAnswer(
    s3Document("ListBucketResult", {
      Name: bucket,
      Prefix: encode(prefix),
      ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
      MaxKeys: maxKeys,
      ...(query.get("encoding-type") === "url" ? { EncodingType: "url" } : {}),
      IsTruncated: page.next !== null,
      ...(second
        ? { KeyCount: page.contents.length + page.prefixes.length, ...secondVersion(query, token, page) }
        : {
            Marker: encode(after),
            ...(page.next !== null && delimiter ? { NextMarker: encode(page.next) } : {}),
          }),
      Contents: page.contents.map((object) => ({
        Key: encode(object.key),
        LastModified: object.lastModified.toISOString(),
        ETag: `"${object.etag}"`,
        Size: object.body.byteLength,
        StorageClass: object.storageClass,
        ...(second && query.get("fetch-owner") !== "true" ? {} : { Owner: owner }),
      })),
      CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
    }),
  );
}

function secondVersion(query: URLSearchParams, token: string | null, page: Page) {
  const startAfter = query.get("start-after");
  return {
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(page.next === null ? {} : { NextContinuationToken: Buffer.from(page.next).toString("base64url") }),
    ...(startAfter === null ? {} : { StartAfter: startAfter }),
  };
}

function pageOf(
  objects: readonly StoredObject[],
  wanted: {
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: string;
    readonly maxKeys: number;
  },
): Page {
  const { prefix, delimiter, after, maxKeys } = wanted;
  const contents: StoredObject[] = [];
  const prefixes: string[] = [];
  const afterGroup = delimiter !== "" && after.endsWith(delimiter) ? after : null;
  let last: string | null = null;
  for (const object of objects) {
    const { key } = object;
    if (after !== "" && Buffer.compare(Buffer.from(key), Buffer.from(after)) <= 0) continue;
    if (afterGroup !== null && key.startsWith(afterGroup)) continue;
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? null : key.slice(0, end + delimiter.length);
    if (group !== null && group === prefixes.at(-1)) continue;
    if (contents.length + prefixes.length >= maxKeys) return { contents, prefixes, next: last };
    if (group === null) contents.push(object);
    else prefixes.push(group);
    last = group ?? key;
  }
  return { contents, prefixes, next: null };
}

/** Tokens are keys in disguise; other texts are none. */
function keyOf(token: string): string {
  const key = Buffer.from(token, "base64url");
  if (token !== "" && key.toString("base64url") === token && !key.toString().includes("\uFFFD"))
    return key.toString();
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect", 400, {
    ArgumentName: "continuation-token",
    ArgumentValue: token,
  });
}

function maxKeysOf(text: string | null): number {
  if (text === null) return 1000;
  const wanted = Number(text);
  if (!Number.isInteger(wanted) || wanted < 0) {
    throw new S3Error("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647", 400);
  }
  return Math.min(wanted, 1000);
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}
