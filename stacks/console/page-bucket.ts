import { cacheControl, mediaType } from "@driftwheel/console/serving/page-headers.ts";
import type { Deploying } from "../deploying.ts";
import { nameOf, tagsOf } from "../scope.ts";
import { type PageFile, signInFile } from "./page-files.ts";
import { signInText } from "./sign-in.ts";

/** A private bucket. A bucket's name is the world's, and has 63 characters at most. */
export function pageBucket(scope: Deploying): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(
    "console",
    { bucket: nameOf(scope, `${scope.account}-${scope.region}`), tags: tagsOf(scope) },
    scope.within,
  );
  new aws.s3.BucketPublicAccessBlock(
    "console",
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    scope.within,
  );
  return bucket;
}

/** The page's files; `index.html` last, so that nothing that it names is missing. */
export function putPage(scope: Deploying, bucket: aws.s3.Bucket, files: readonly PageFile[]): void {
  const put = (
    path: string,
    content: Partial<Pick<aws.s3.BucketObjectv2Args, "source" | "content">>,
    after: readonly aws.s3.BucketObjectv2[],
  ) =>
    new aws.s3.BucketObjectv2(
      `console-${path.replaceAll(/[^A-Za-z0-9]+/g, "-")}`,
      {
        bucket: bucket.bucket,
        key: path,
        contentType: mediaType(path),
        cacheControl: cacheControl(path),
        ...content,
      },
      { ...scope.within, dependsOn: [...after] },
    );
  const ofFile = ({ path, file }: PageFile, after: readonly aws.s3.BucketObjectv2[] = []) =>
    put(path, { source: new $util.asset.FileAsset(file) }, after);
  const isFirst = ({ path }: PageFile) => path === "index.html";
  const parts = [
    put(signInFile, { content: signInText(scope.settings) }, []),
    ...files.filter((file) => !isFirst(file)).map((file) => ofFile(file)),
  ];
  for (const file of files.filter(isFirst)) ofFile(file, parts);
}

/** Lets one distribution read objects, and nobody without TLS. */
export function letRead(
  scope: Deploying,
  bucket: aws.s3.Bucket,
  distribution: aws.cloudfront.Distribution,
): void {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  const policy = $util.all([bucket.arn, distribution.arn]).apply(([arn, reader]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: `${arn}/*`,
          Condition: { StringEquals: { "AWS:SourceArn": reader } },
        },
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  );
  new aws.s3.BucketPolicy("console", { bucket: bucket.bucket, policy }, scope.within);
}
