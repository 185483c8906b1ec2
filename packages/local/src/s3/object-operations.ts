import { type Answer, emptyAnswer } from "../http/answer.ts";
import type { RequestHeaders } from "../http/request.ts";
import { algorithmOf, checksumOf, headerOf, isComposite } from "./checksums.ts";
import { checkRead, checkWrite } from "./preconditions.ts";
import { receiveBody } from "./request-body.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import type { ObjectProperties, StoredObject } from "./stored-object.ts";
import { s3Document, xmlAnswer } from "./xml.ts";

const isKept = (name: string) =>
  /^(cache-control|content-disposition|content-language|expires|x-amz-meta-.*)$/.test(name);

/** What a request says about the object it writes: content type, metadata and the like. */
export function propertiesOf(headers: RequestHeaders): ObjectProperties {
  const kept = Object.entries(headers).filter(([name]) => isKept(name));
  const encodings = (headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "" && encoding !== "aws-chunked");
  if (encodings.length > 0) kept.push(["content-encoding", encodings.join(",")]);
  const contentType = headers["content-type"];
  return {
    headers: Object.fromEntries(kept),
    storageClass: headers["x-amz-storage-class"] ?? "STANDARD",
    ...(contentType === undefined ? {} : { contentType }),
  };
}

export async function putObject(request: S3Request): Promise<Answer> {
  const { buckets, bucket, key, headers } = request;
  const { objects } = buckets.bucket(bucket);
  const { body, checksums } = await receiveBody(request);
  checkWrite(headers, key, objects.get(key));
  const object = buckets.write(bucket, key, body, "PutObject", { ...propertiesOf(headers), checksums });
  return emptyAnswer(200, { etag: `"${object.etag}"`, ...checksumHeaders(object) });
}

export async function getObject(request: S3Request): Promise<Answer> {
  const { buckets, bucket, key, headers, query } = request;
  const object = buckets.object(bucket, key);
  if (checkRead(headers, object) === "not-modified") {
    return emptyAnswer(304, { etag: `"${object.etag}"` });
  }
  // What HEAD is told stays the same.
  if (request.method === "GET" && isArchived(object)) {
    throw new S3Error(
      "InvalidObjectState",
      "The operation is not valid for the object's storage class",
      403,
      {
        StorageClass: object.storageClass,
      },
    );
  }
  const part = partOf(object, query.get("partNumber"));
  const range = part ?? rangeOf(headers.range, object.body.byteLength);
  const body = range === null ? object.body : object.body.subarray(range.start, range.end + 1);
  const told = {
    "accept-ranges": "bytes",
    "content-type": object.contentType,
    etag: `"${object.etag}"`,
    "last-modified": object.lastModified.toUTCString(),
    ...object.headers,
    ...(headers["x-amz-checksum-mode"] === "ENABLED" && range === null ? checksumHeaders(object) : {}),
    ...(object.storageClass === "STANDARD" ? {} : { "x-amz-storage-class": object.storageClass }),
    ...(part === null || object.partSizes.length < 2
      ? {}
      : { "x-amz-mp-parts-count": String(object.partSizes.length) }),
    ...(range === null
      ? {}
      : { "content-range": `bytes ${range.start}-${range.end}/${object.body.byteLength}` }),
  };
  const asked = [...query].filter(([name]) => name.startsWith("response-"));
  const instead = Object.fromEntries(asked.map(([name, value]) => [name.slice("response-".length), value]));
  return { status: range === null ? 200 : 206, headers: { ...told, ...instead }, body };
}

export async function deleteObject({ buckets, bucket, key }: S3Request): Promise<Answer> {
  buckets.erase(bucket, key);
  return emptyAnswer(204);
}

export async function copyObject(request: S3Request): Promise<Answer> {
  const { buckets, bucket, key, headers } = request;
  const source = copySource(request);
  checkWrite(headers, key, buckets.bucket(bucket).objects.get(key));
  const replaced = headers["x-amz-metadata-directive"] === "REPLACE";
  const checksums = await checksumsOfCopy(source, headers["x-amz-checksum-algorithm"]);
  const object = buckets.write(bucket, key, source.body, "CopyObject", {
    etag: source.etag,
    checksums,
    ...(replaced ? propertiesOf(headers) : { contentType: source.contentType, headers: source.headers }),
    storageClass: headers["x-amz-storage-class"] ?? "STANDARD",
  });
  return xmlAnswer(
    s3Document("CopyObjectResult", {
      ETag: `"${object.etag}"`,
      LastModified: object.lastModified.toISOString(),
      ...Object.fromEntries(
        Object.entries(checksums).map(([name, value]) => [`Checksum${algorithmOf(name)}`, value]),
      ),
    }),
  );
}

/** Of the whole object: it is not in parts any more. */
async function checksumsOfCopy(
  { checksums, body }: StoredObject,
  asked: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  const [[name, value] = ["", ""]] = Object.entries(checksums);
  const algorithm = asked ?? (isComposite(value) ? algorithmOf(name) : null);
  return algorithm === null ? checksums : { [headerOf(algorithm)]: await checksumOf(algorithm, body) };
}

/** The bytes of one part, both ends included; null when no part is asked for. */
function partOf({ partSizes }: StoredObject, asked: string | null): { start: number; end: number } | null {
  if (asked === null) return null;
  const size = partSizes[Number(asked) - 1];
  if (size === undefined) {
    throw new S3Error("InvalidPartNumber", "The requested partnumber is not satisfiable", 416, {
      PartNumberRequested: asked,
      ActualPartCount: String(partSizes.length),
    });
  }
  if (size === 0) return null;
  const start = partSizes.slice(0, Number(asked) - 1).reduce((sum, bytes) => sum + bytes, 0);
  return { start, end: start + size - 1 };
}

/** The object that `x-amz-copy-source: [/]bucket/key[?versionId=...]` names. */
export function copySource({ buckets, headers }: S3Request): StoredObject {
  const named = (headers["x-amz-copy-source"] ?? "").split("?")[0] ?? "";
  const path = decodeURIComponent(named).replace(/^\//, "");
  const slash = path.indexOf("/");
  if (slash < 1)
    throw new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key", 400);
  const object = buckets.object(path.slice(0, slash), path.slice(slash + 1));
  if (isArchived(object)) {
    throw new S3Error(
      "ObjectNotInActiveTierError",
      "The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.",
      403,
    );
  }
  return object;
}

/** Such an object can be read once it is restored, for which there is no operation here. */
function isArchived({ storageClass }: StoredObject): boolean {
  return storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";
}

/** Bytes of a `Range` header, both ends included; null when the whole object is meant. */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const start = match[1] === "" ? Math.max(size - Number(match[2]), 0) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  // https://www.rfc-editor.org/rfc/rfc9110#section-14.1.1: one that ends before it begins is none.
  if (match[1] !== "" && match[2] !== "" && Number(match[2]) < Number(match[1])) return null;
  if (start >= size || start > end) {
    throw new S3Error("InvalidRange", "The requested range is not satisfiable", 416, {
      RangeRequested: header ?? "",
      ActualObjectSize: String(size),
    });
  }
  return { start, end };
}

function checksumHeaders({ checksums }: StoredObject): Record<string, string> {
  const [value] = Object.values(checksums);
  if (value === undefined) return {};
  return { ...checksums, "x-amz-checksum-type": isComposite(value) ? "COMPOSITE" : "FULL_OBJECT" };
}
