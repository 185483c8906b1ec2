import { createHash, randomBytes } from "node:crypto";
import { type Answer, emptyAnswer } from "../http/answer.ts";
import { malformed } from "./door.ts";
import { copySource, propertiesOf, rangeOf } from "./object-operations.ts";
import { checkWrite } from "./preconditions.ts";
import { receiveBody } from "./request-body.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import type { ObjectProperties } from "./stored-object.ts";
import { elements, elementText, s3Document, xmlAnswer } from "./xml.ts";

interface Part {
  readonly body: Uint8Array;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  readonly lastModified: Date;
}

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly properties: ObjectProperties;
  readonly parts: Map<number, Part>;
}

/** Uploads in parts: begun, filled in any order, completed or given up. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  async create(request: S3Request): Promise<Answer> {
    const { buckets, bucket, key, headers } = request;
    buckets.bucket(bucket);
    const id = randomBytes(24).toString("base64url");
    this.#uploads.set(id, { bucket, key, properties: propertiesOf(headers), parts: new Map() });
    return xmlAnswer(s3Document("InitiateMultipartUploadResult", { Bucket: bucket, Key: key, UploadId: id }));
  }

  async uploadPart(request: S3Request): Promise<Answer> {
    const upload = this.#find(request);
    const number = Number(request.query.get("partNumber"));
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new S3Error(
        "InvalidArgument",
        "Part number must be an integer between 1 and 10000, inclusive",
        400,
      );
    }
    const copied = request.headers["x-amz-copy-source"] !== undefined;
    const { body, checksums } = copied
      ? { body: copiedBytes(request), checksums: {} }
      : await receiveBody(request);
    const part = {
      body,
      etag: createHash("md5").update(body).digest("hex"),
      lastModified: new Date(),
    };
    upload.parts.set(number, part);
    const etag = `"${part.etag}"`;
    return copied
      ? xmlAnswer(s3Document("CopyPartResult", { ETag: etag, LastModified: part.lastModified.toISOString() }))
      : emptyAnswer(200, { etag, ...checksums });
  }

  /** Joins the parts that the caller lists, in the order of their numbers. */
  async complete(request: S3Request): Promise<Answer> {
    const { buckets, bucket, key, query, headers, document } = request;
    const listed = elements(document, "CompleteMultipartUpload")[0];
    const upload = this.#find(request);
    const parts = elements(listed, "Part").map((part) => {
      const found = upload.parts.get(Number(elementText(part, "PartNumber")));
      const etag = (elementText(part, "ETag") ?? "").replaceAll('"', "");
      if (!found || found.etag !== etag) {
        throw new S3Error(
          "InvalidPart",
          "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
          400,
        );
      }
      return { number: Number(elementText(part, "PartNumber")), ...found };
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
    const object = buckets.write(
      bucket,
      key,
      Buffer.concat(parts.map(({ body }) => body)),
      "CompleteMultipartUpload",
      {
        ...upload.properties,
        etag: `${digest.digest("hex")}-${parts.length}`,
        partSizes: parts.map(({ body }) => body.byteLength),
      },
    );
    this.#uploads.delete(query.get("uploadId") ?? "");
    return xmlAnswer(
      s3Document("CompleteMultipartUploadResult", {
        Location: `http://${headers.host}/${bucket}/${key}`,
        Bucket: bucket,
        Key: key,
        ETag: `"${object.etag}"`,
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
    const parts = [...this.#find(request).parts].sort(([a], [b]) => a - b);
    return xmlAnswer(
      s3Document("ListPartsResult", {
        Bucket: bucket,
        Key: key,
        UploadId: query.get("uploadId"),
        IsTruncated: false,
        Part: parts.map(([PartNumber, { body, etag, lastModified }]) => ({
          PartNumber,
          LastModified: lastModified.toISOString(),
          ETag: `"${etag}"`,
          Size: body.byteLength,
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
      );
    }
    return upload;
  }
}

function copiedBytes(request: S3Request): Uint8Array {
  const { body } = copySource(request);
  const range = rangeOf(request.headers["x-amz-copy-source-range"], body.byteLength);
  return range === null ? body : body.subarray(range.start, range.end + 1);
}
