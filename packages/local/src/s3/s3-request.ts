import type { Call } from "../http/call.ts";
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
  readonly headers: Headers;
}

/**
 * Finds bucket and key: in the host name (`bucket.s3.eu-west-1.amazonaws.com`, `bucket.localhost`), otherwise
 * in the path.
 */
export function s3RequestOf(call: Call, buckets: Buckets, region: string): S3Request {
  const host = call.url.hostname;
  const virtual = /^(.+?)\.(?:s3[.-].*|s3|localhost|127\.0\.0\.1)$/.exec(host)?.[1];
  const inHost = virtual !== undefined && virtual !== "s3" ? virtual : null;
  const path = call.url.pathname.slice(1);
  const slash = path.indexOf("/");
  const [first, rest] = slash < 0 ? [path, ""] : [path.slice(0, slash), path.slice(slash + 1)];
  return {
    call,
    buckets,
    region,
    method: call.request.method,
    bucket: inHost ?? decodeURIComponent(first),
    key: decodeURIComponent(inHost === null ? rest : path),
    query: call.url.searchParams,
    headers: call.request.headers,
  };
}
