import { createHash, randomBytes } from "node:crypto";
import { type Answer, emptyAnswer } from "../http/answer.ts";
import { checksumOf, headerOf } from "./checksums.ts";
import { malformed } from "./door.ts";
import { copySource, propertiesOf, rangeOf } from "./object-operations.ts";
import { owner } from "./owner.ts";
import { checkWrite } from "./preconditions.ts";
import { receiveBody } from "./request-body.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import type { ObjectProperties } from "./stored-object.ts";
import {
  checkListedPart,
  objectChecksum,
  partChecksum,
  type UploadChecksum,
  uploadChecksumOf,
} from "./upload-checksums.ts";
import { elements, elementText, s3Document, xmlAnswer } from "./xml.ts";

interface Part {
  readonly body: Uint8Array;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly lastModified: Date;
  /** By the upload's algorithm, in base64; null of an upload without one. */
  readonly checksum: string | null;
}

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly properties: ObjectProperties;
  readonly checksum: UploadChecksum | null;
  readonly parts: Map<number, Part>;
}

/** Uploads in parts: begun, filled in any order, completed or given up. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  async create(request: S3Request): Promise<Answer> {
    const { buckets, bucket, key, headers } = request;
    buckets.bucket(bucket);
    const id = randomBytes(24).toString("base64url");
    const checksum = uploadChecksumOf(headers);
    this.#uploads.set(id, { bucket, key, properties: propertiesOf(headers), checksum, parts: new Map() });
    const answer = xmlAnswer(
      s3Document("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id }),
    );
    if (checksum === null) return answer;
    const told = {
      "x-amz-checksum-algorithm": checksum.algorithm,
      "x-amz-checksum-type": checksum.type,
    };
    return { ...answer, headers: { ...answer.headers, ...told } };
  }

  async uploadPart(request: S3Request): Promise<Answer> {
    const upload = this.#find(request);
    const number = Number(request.query.get("partNumber"));
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new S3Error(
        "InvalidArgument",
        "Part number must be an integer between 1 and 10000, inclusive",
        400,
        { ArgumentName: "partNumber", ArgumentValue: request.query.get("partNumber") ?? "" },
      );
    }
    const copied = request.headers["x-amz-copy-source"] !== undefined;
    const { body, checksums: sent } = copied
      ? { body: copiedBytes(request), checksums: {} }
      : await receiveBody(request);
    const part: Part = {
      body,
      etag: createHash("md5").update(body).digest("hex"),
      lastModified: new Date(),
      checksum: await checksumIn(upload, { body, sent, copied }),
    };
    upload.parts.set(number, part);
    const etag = `"${part.etag}"`;
    if (copied) {
      const lastModified = part.lastModified.toISOString();
      return xmlAnswer(
        s3Document("CopyPartResult", {
          ETag: etag,
          LastModified: lastModified,
          ...told(upload, part.checksum),
        }),
      );
    }
    const own =
      upload.checksum && part.checksum ? { [headerOf(upload.checksum.algorithm)]: part.checksum } : sent;
    return emptyAnswer(200, { etag, ...own });
  }

  /** Joins the parts that the caller lists, in the order of their numbers. */
  async complete(request: S3Request): Promise<Answer> {
    const { buckets, bucket, key, query, headers, document } = request;
    const listed = elements(document, "CompleteMultipartUpload")[0];
    const upload = this.#find(request);
    const parts = elements(listed, "Part").map((part) => {
      const number = Number(elementText(part, "PartNumber"));
      const found = upload.parts.get(number);
      const etag = (elementText(part, "ETag") ?? "").replaceAll('"', "");
      const checksum = upload.checksum && elementText(part, `Checksum${upload.checksum.algorithm}`);
      if (upload.checksum) checkListedPart(upload.checksum, number, checksum);
      if (!found || found.etag !== etag || (checksum !== null && checksum !== found.checksum)) {
        throw new S3Error(
          "InvalidPart",
          "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
          400,
        );
      }
      return { number, ...found };
    });
    if (parts.length === 0) throw malformed();
    if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
      throw new S3Error(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. The parts list must be specified in order by part number.",
        400,
      );
    }
    if (parts.slice(0, -1).some(({ body }) => body.byteLength < 5 * 1024 * 1024)) {
      throw new S3Error(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        400,
      );
    }
    checkWrite(headers, key, buckets.bucket(bucket).objects.get(key));
    const digest = createHash("md5");
    for (const { etag } of parts) digest.update(Buffer.from(etag, "hex"));
    const body = Buffer.concat(parts.map((part) => part.body));
    const checksum =
      upload.checksum &&
      (await objectChecksum(upload.checksum, {
        headers,
        body,
        parts: parts.map((part) => part.checksum ?? ""),
      }));
    const object = buckets.write(bucket, key, body, "CompleteMultipartUpload", {
      ...upload.properties,
      etag: `${digest.digest("hex")}-${parts.length}`,
      partSizes: parts.map((part) => part.body.byteLength),
      ...(upload.checksum && checksum
        ? { checksums: { [headerOf(upload.checksum.algorithm)]: checksum } }
        : {}),
    });
    this.#uploads.delete(query.get("uploadId") ?? "");
    return xmlAnswer(
      s3Document("CompleteMultipartUploadResult", {
        Location: `http://${headers.host}/${bucket}/${key}`,
        Bucket: bucket,
        Key: key,
        ETag: `"${object.etag}"`,
        ...told(upload, checksum),
        ...(upload.checksum ? { ChecksumType: upload.checksum.type } : {}),
      }),
    );
  }

  async abort(request: S3Request): Promise<Answer> {
    this.#find(request);
    this.#uploads.delete(request.query.get("uploadId") ?? "");
    return emptyAnswer(204);
  }

  async listParts(request: S3Request): Promise<Answer> {
    const { bucket, key, query } = request;
    const upload = this.#find(request);
    const { parts: uploaded, properties } = upload;
    const most = Math.min(countOf("max-parts", query) ?? 1000, 1000);
    const after = countOf("part-number-marker", query) ?? 0;
    const waiting = [...uploaded].filter(([number]) => number > after).sort(([a], [b]) => a - b);
    const parts = waiting.slice(0, most);
    return xmlAnswer(
      s3Document("ListPartsResult", {
        Bucket: bucket,
        Key: key,
        UploadId: query.get("uploadId"),
        Initiator: owner,
        Owner: owner,
        StorageClass: properties.storageClass ?? "STANDARD",
        PartNumberMarker: after,
        NextPartNumberMarker: parts.at(-1)?.[0] ?? 0,
        MaxParts: most,
        IsTruncated: waiting.length > most,
        ...(upload.checksum
          ? { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }
          : {}),
        Part: parts.map(([PartNumber, { body, etag, lastModified, checksum }]) => ({
          PartNumber,
          LastModified: lastModified.toISOString(),
          ETag: `"${etag}"`,
          Size: body.byteLength,
          ...told(upload, checksum),
        })),
      }),
    );
  }

  #find({ bucket, key, query }: S3Request): Upload {
    const upload = this.#uploads.get(query.get("uploadId") ?? "");
    if (!upload || upload.bucket !== bucket || upload.key !== key) {
      throw new S3Error(
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        404,
        { UploadId: query.get("uploadId") ?? "" },
      );
    }
    return upload;
  }
}

async function checksumIn(
  { checksum }: Upload,
  {
    body,
    sent,
    copied,
  }: { readonly body: Uint8Array; readonly sent: Readonly<Record<string, string>>; readonly copied: boolean },
): Promise<string | null> {
  if (checksum === null) return null;
  return copied ? await checksumOf(checksum.algorithm, body) : await partChecksum(checksum, sent, body);
}

/** As documents name it: `ChecksumCRC32`. */
function told({ checksum }: Upload, value: string | null): Readonly<Record<string, string>> {
  return checksum && value !== null ? { [`Checksum${checksum.algorithm}`]: value } : {};
}

/** A whole number from 0 on in the query, or null when there is none. */
function countOf(name: string, query: URLSearchParams): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0 && count <= largestCount) return count;
  const message = count < 0 ? `Argument ${name} must be an integer between 0 and ${largestCount}` : null;
  throw new S3Error(
    "InvalidArgument",
    message ?? `Provided ${name} not an integer or within integer range`,
    400,
    { ArgumentName: name, ArgumentValue: text },
  );
}

const largestCount = 2_147_483_647;

function copiedBytes(request: S3Request): Uint8Array {
  const { body } = copySource(request);
  const asked = request.headers["x-amz-copy-source-range"];
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(asked ?? "") ?? [];
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html#API_UploadPartCopy_RequestSyntax
  if (asked !== undefined && (first === undefined || last === undefined)) {
    throw wrongRange(
      asked,
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
    );
  }
  if (asked !== undefined && (Number(first) > Number(last) || Number(last) >= body.byteLength)) {
    throw wrongRange(asked, `Range specified is not valid for source object of size: ${body.byteLength}`);
  }
  const range = rangeOf(request.headers["x-amz-copy-source-range"], body.byteLength);
  return range === null ? body : body.subarray(range.start, range.end + 1);
}

function wrongRange(asked: string, message: string): S3Error {
  return new S3Error("InvalidArgument", message, 400, {
    ArgumentName: "x-amz-copy-source-range",
    ArgumentValue: asked,
  });
}
