import { noSuchKey, preconditionFailed } from "./s3-error.ts";
import type { StoredObject } from "./stored-object.ts";

/**
 * Conditional writes: `If-None-Match: *` writes only what is not there, `If-Match` only over that version.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(headers: Headers, key: string, existing: StoredObject | undefined): void {
  if (headers.get("if-none-match") === "*" && existing) throw preconditionFailed("If-None-Match");
  const wanted = headers.get("if-match");
  if (wanted === null) return;
  if (!existing) throw noSuchKey(key);
  if (!names(wanted, existing.etag)) throw preconditionFailed("If-Match");
}

/** Conditional reads: "not-modified" when the reader has that version already. */
export function checkRead(headers: Headers, object: StoredObject): "read" | "not-modified" {
  const wanted = headers.get("if-match");
  if (wanted !== null && !names(wanted, object.etag)) throw preconditionFailed("If-Match");
  const unchangedSince = Date.parse(headers.get("if-unmodified-since") ?? "");
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: a version that is named comes before a date.
  if (wanted === null && unchangedSince < object.lastModified.getTime()) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  const known = headers.get("if-none-match");
  if (known !== null) return names(known, object.etag) ? "not-modified" : "read";
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return since >= object.lastModified.getTime() ? "not-modified" : "read";
}

function names(condition: string, etag: string): boolean {
  return condition
    .split(",")
    .map((one) => one.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((one) => one === "*" || one === etag);
}
