import type { Answer } from "../http/answer.ts";
import type { RequestHeaders } from "../http/request.ts";
import type { HttpService } from "../http/service.ts";
import { serviceModel } from "../service-models/service-model.ts";
import { operationModel } from "../validation/door.ts";
import type { World } from "../world.ts";
import * as bucketOperations from "./bucket-operations.ts";
import type { Buckets } from "./buckets.ts";
import { checkS3Request, malformed } from "./door.ts";
import { listObjects } from "./list-objects.ts";
import { MultipartUploads } from "./multipart.ts";
import * as objectOperations from "./object-operations.ts";
import { S3Error } from "./s3-error.ts";
import { type S3Request, s3RequestOf } from "./s3-request.ts";
import { parseXml, s3Document, xmlAnswer } from "./xml.ts";
import { hasDocument } from "./xml-payload.ts";

interface Found {
  readonly name: string;
  readonly run: (request: S3Request) => Promise<Answer>;
}

// Sub-resources that only change which operation is meant; a request that names another one asks for
// something that is not here, and must not be taken for a plain read or write.
const ownQueries =
  /^(x-id|prefix|delimiter|max-keys|max-buckets|bucket-region|marker|start-after|continuation-token|fetch-owner|encoding-type|list-type|location|delete|uploads|uploadId|partNumber|part-number-marker|max-parts|response-.*|x-amz-.*|awsaccesskeyid|signature|expires)$/i;

/** S3 (REST, XML), path-style and virtual-host style. */
export function s3Service(world: World, buckets: Buckets): HttpService {
  const uploads = new MultipartUploads();
  return {
    name: "s3",
    accepts: ({ scope, target }) => (scope === null || scope === "s3") && target === null,
    async handle(call) {
      const request = s3RequestOf(call, buckets, world.region);
      let answer: Answer;
      try {
        const operation = operationOf(request, uploads);
        const fault = world.faults.take("s3", operation.name);
        if (fault) throw new S3Error(fault.code, fault.message, fault.status);
        const received = await withDocument(operation.name, request);
        checkS3Request(operation.name, received, world);
        answer = await operation.run(received);
      } catch (thrown) {
        answer = errorAnswer(thrown, request, world);
      }
      return { ...answer, headers: { ...answer.headers, "x-amz-request-id": call.requestId } };
    },
  };
}

/** Reads the body, where it is a document. */
async function withDocument(operation: string, request: S3Request): Promise<S3Request> {
  const { input } = operationModel("s3", operation);
  if (input === undefined || !hasDocument(serviceModel("s3"), input)) return request;
  const text = (await request.call.body()).toString();
  // A bucket may be made without saying where.
  if (text === "") return request;
  const document = parseXml(text);
  if (document === undefined) throw malformed();
  return { ...request, document };
}

function operationOf(request: S3Request, uploads: MultipartUploads): Found {
  const { method, bucket, key, query, headers } = request;
  const foreign = [...query.keys()].find((name) => !ownQueries.test(name));
  const found =
    foreign !== undefined
      ? null
      : bucket === ""
        ? serviceOperation(method)
        : key === ""
          ? bucketOperation(method, query)
          : query.has("uploads") || query.has("uploadId")
            ? uploadOperation(method, headers, query, uploads)
            : objectOperation(method, headers);
  if (found) return found;
  const what = `${method} ${key === "" ? "on a bucket" : "on an object"}${foreign === undefined ? "" : ` with ?${foreign}`}`;
  throw new S3Error("NotImplemented", `Driftwheel's local AWS does not implement S3's ${what}.`, 501);
}

function serviceOperation(method: string): Found | null {
  return method === "GET" ? { name: "ListBuckets", run: bucketOperations.listBuckets } : null;
}

function bucketOperation(method: string, query: URLSearchParams): Found | null {
  switch (method) {
    case "GET":
      if (query.has("location"))
        return { name: "GetBucketLocation", run: bucketOperations.getBucketLocation };
      if (query.has("uploads")) return null;
      return { name: query.get("list-type") === "2" ? "ListObjectsV2" : "ListObjects", run: listObjects };
    case "PUT":
      return { name: "CreateBucket", run: bucketOperations.createBucket };
    case "HEAD":
      return { name: "HeadBucket", run: bucketOperations.headBucket };
    case "DELETE":
      return { name: "DeleteBucket", run: bucketOperations.deleteBucket };
    case "POST":
      return query.has("delete") ? { name: "DeleteObjects", run: bucketOperations.deleteObjects } : null;
    default:
      return null;
  }
}

function objectOperation(method: string, headers: RequestHeaders): Found | null {
  switch (method) {
    case "GET":
      return { name: "GetObject", run: objectOperations.getObject };
    case "HEAD":
      return { name: "HeadObject", run: objectOperations.getObject };
    case "PUT":
      return headers["x-amz-copy-source"] !== undefined
        ? { name: "CopyObject", run: objectOperations.copyObject }
        : { name: "PutObject", run: objectOperations.putObject };
    case "DELETE":
      return { name: "DeleteObject", run: objectOperations.deleteObject };
    default:
      return null;
  }
}

function uploadOperation(
  method: string,
  headers: RequestHeaders,
  query: URLSearchParams,
  uploads: MultipartUploads,
): Found | null {
  switch (method) {
    case "POST":
      return query.has("uploads")
        ? { name: "CreateMultipartUpload", run: (request) => uploads.create(request) }
        : { name: "CompleteMultipartUpload", run: (request) => uploads.complete(request) };
    case "PUT":
      return {
        name: headers["x-amz-copy-source"] !== undefined ? "UploadPartCopy" : "UploadPart",
        run: (request) => uploads.uploadPart(request),
      };
    case "DELETE":
      return { name: "AbortMultipartUpload", run: (request) => uploads.abort(request) };
    case "GET":
      return { name: "ListParts", run: (request) => uploads.listParts(request) };
    default:
      return null;
  }
}

function errorAnswer(thrown: unknown, request: S3Request, world: World): Answer {
  const { call } = request;
  if (!(thrown instanceof S3Error)) {
    world.log(`s3 broke: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  }
  const error =
    thrown instanceof S3Error
      ? thrown
      : new S3Error("InternalError", "We encountered an internal error. Please try again.", 500);
  const document = s3Document("Error", {
    Code: error.code,
    Message: error.message,
    ...error.details,
    RequestId: call.requestId,
    HostId: "driftwheel",
  }).replace(/ xmlns="[^"]*"/, "");
  return xmlAnswer(document, error.status);
}
