import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";

export interface S3Location {
  readonly bucket: string;
  /** Without a slash at its beginning; empty for the bucket itself. */
  readonly key: string;
}

/** @throws BadInput when the text is no S3 location. */
export function s3Location(uri: string): S3Location {
  const match = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri);
  if (!match)
    throw new BadInput(`${JSON.stringify(uri)} is no S3 location such as "s3://bucket/prefix/file.json".`);
  return { bucket: match[1] ?? "", key: match[2] ?? "" };
}

export function s3Uri({ bucket, key }: S3Location): string {
  return `s3://${bucket}/${key}`;
}

/** A folder's name with one slash at its end; empty stays empty. */
export function asFolder(key: string): string {
  return key === "" || key.endsWith("/") ? key : `${key}/`;
}
