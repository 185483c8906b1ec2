import { list, object, type PlannedResource, words } from "../plan/resource.ts";
import { every, type Rule } from "./rule.ts";

const bucket = "s3/bucket:Bucket";
const distribution = "cloudfront/distribution:Distribution";

/** Is there a resource of the kind for every bucket, which is named like it? */
const beside =
  (kind: string) => (_properties: unknown, resources: readonly PlannedResource[], name: string) =>
    resources.some((one) => one.type === `aws:${kind}` && one.name === name);

/** Rules of Checkov and cdk-nag about what a page is served from: a bucket and a distribution. */
export const ofPages: readonly Rule[] = [
  every("CKV_AWS_18", "a bucket writes an access log", bucket, beside("s3/bucketLogging:BucketLogging")),
  every("CKV_AWS_21", "a bucket keeps versions", bucket, beside("s3/bucketVersioning:BucketVersioning")),
  every(
    "CKV_AWS_144",
    "a bucket is copied to another region",
    bucket,
    beside("s3/bucketReplicationConfig:BucketReplicationConfig"),
  ),
  every(
    "CKV_AWS_145",
    "a bucket is encrypted with a key of KMS",
    bucket,
    beside("s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
  ),
  every("CKV2_AWS_6", "a bucket lets in no public", bucket, (_properties, resources, name) => {
    const block = resources.find(
      (one) => one.type === "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock" && one.name === name,
    )?.properties;
    return (
      block?.blockPublicAcls === true &&
      block.blockPublicPolicy === true &&
      block.ignorePublicAcls === true &&
      block.restrictPublicBuckets === true
    );
  }),
  every(
    "AwsSolutions-S10",
    "a bucket takes encrypted requests only",
    bucket,
    (_properties, resources, name) =>
      list(
        object(
          resources.find((one) => one.type === "aws:s3/bucketPolicy:BucketPolicy" && one.name === name)
            ?.properties.policy,
        )?.Statement,
      ).some((statement) => {
        const { Effect, Principal, Action, Condition } = object(statement) ?? {};
        return (
          Effect === "Deny" &&
          Principal === "*" &&
          list(Action).includes("s3:*") &&
          object(object(Condition)?.Bool)?.["aws:SecureTransport"] === "false"
        );
      }),
  ),
  every("CKV_AWS_68", "a distribution has a web ACL", distribution, ({ webAclId }) => webAclId !== undefined),
  every(
    "CKV2_AWS_32",
    "a distribution's answers have headers of security",
    distribution,
    ({ defaultCacheBehavior }) => object(defaultCacheBehavior)?.responseHeadersPolicyId !== undefined,
  ),
  every("AwsSolutions-CFR7", "a distribution reads a bucket in its own name", distribution, ({ origins }) =>
    list(origins).every((origin) => {
      const { domainName, originAccessControlId } = object(origin) ?? {};
      return !words(domainName).includes(".s3.") || originAccessControlId !== undefined;
    }),
  ),
];
