import type { Call } from "../http/call.ts";
import type { RequestHeaders } from "../http/request.ts";
import type { Buckets } from "./buckets.ts";

/** A request to S3, with its address taken apart. */
export interface S3Request {
  readonly call: Call;
  readonly buckets: Buckets;
  readonly region: string;
  readonly method: string;
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  /** What the body says, of operations that send a document; null of the others. */
  readonly document: unknown;
}

/**
 * Finds bucket and key: in the host name (`bucket.s3.eu-west-1.amazonaws.com`, `bucket.localhost`), otherwise
 * in the path.
 */
export function s3RequestOf(call: Call, buckets: Buckets, region: string): S3Request {
  const { method, headers, query } = call;
  const virtual = /^(.+?)\.(?:s3[.-].*|s3|localhost|127\.0\.0\.1)(?::\d+)?$/i.exec(headers.host ?? "")?.[1];
  const inHost = virtual !== undefined && virtual !== "s3" ? virtual : null;
  const path = decoded(call.path.slice(1));
  const slash = path.indexOf("/");
  const [first, rest] = slash < 0 ? [path, ""] : [path.slice(0, slash), path.slice(slash + 1)];
  return {
    call,
    buckets,
    region,
    method,
    bucket: inHost ?? first,
    key: inHost === null ? rest : path,
    query,
    headers: withPresigned(headers, query),
    document: null,
  };
}

/** The headers, with those that a presigned URL carries as parameters, which mean the same. */
function withPresigned(headers: RequestHeaders, query: URLSearchParams): RequestHeaders {
  // Of the third version and of the second: boto3 signs by the second one unless told otherwise.
  if (!query.has("X-Amz-Signature") && !query.has("Signature")) return headers;
  const carried = [...query].filter(([name]) => /^x-amz-/i.test(name) && !ofSignature.test(name));
  return { ...headers, ...Object.fromEntries(carried.map(([name, value]) => [name.toLowerCase(), value])) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const ofSignature = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token)$/i;

/** What cannot be decoded stays as it is, and names nothing that is there. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
