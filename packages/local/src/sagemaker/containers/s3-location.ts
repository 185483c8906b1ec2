import { invalid } from "../errors.ts";

export interface S3Location {
  readonly bucket: string;
  /** Without a leading slash; may be empty. */
  readonly key: string;
}

/** Reads `s3://bucket/key`; throws ServiceError. */
export function s3Location(uri: string): S3Location {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(uri);
  if (!match?.[1]) throw invalid(`The S3 URI "${uri}" is not of the form s3://bucket/key.`);
  return { bucket: match[1], key: match[2] ?? "" };
}

/** The key of something below a location that may or may not end in a slash. */
export function keyBelow({ key }: S3Location, name: string): string {
  return key === "" || key.endsWith("/") ? `${key}${name}` : `${key}/${name}`;
}
