import { S3Client } from "@aws-sdk/client-s3";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

/** Another AWS than the real one has no DNS name for each bucket, so the bucket goes into the path there. */
export const s3 = oncePerEndpoint(
  () => new S3Client({ ...clientSettings(), forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined }),
);
