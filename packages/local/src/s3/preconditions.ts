import type { RequestHeaders } from "../http/request.ts";
import { noSuchKey, preconditionFailed } from "./s3-error.ts";
import type { StoredObject } from "./stored-object.ts";

/**
 * Conditional writes: `If-None-Match: *` writes only what is not there, `If-Match` only over that version.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(headers: RequestHeaders, key: string, existing: StoredObject | undefined): void {
  if (headers["if-none-match"] === "*" && existing) throw preconditionFailed("If-None-Match");
  const wanted = headers["if-match"];
  if (wanted === undefined) return;
  if (!existing) throw noSuchKey(key);
  if (!names(wanted, existing.etag)) throw preconditionFailed("If-Match");
}

/** Conditional reads: "not-modified" when the reader has that version already. */
export function checkRead(headers: RequestHeaders, object: StoredObject): "read" | "not-modified" {
  const wanted = headers["if-match"];
  if (wanted !== undefined && !names(wanted, object.etag)) throw preconditionFailed("If-Match");
  const unchangedSince = Date.parse(headers["if-unmodified-since"] ?? "");
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: a version that is named comes before a date.
  if (wanted === undefined && unchangedSince < object.lastModified.getTime()) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const known = headers["if-none-match"];
  if (known !== undefined) return names(known, object.etag) ? "not-modified" : "read";
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return since >= object.lastModified.getTime() ? "not-modified" : "read";
}

function names(condition: string, etag: string): boolean {
  return condition
    .split(",")
    .map((one) => one.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((one) => one === "*" || one === etag);
}
