import type { Deploying } from "../deploying.ts";
import { apiRoutes } from "../http/api-routes.ts";
import { apiOrigin, cachingDisabled, toApi, viewerCertificate } from "../http/before-api.ts";
import { nameOf, tagsOf } from "../scope.ts";
import { letRead, pageBucket, putPage } from "./page-bucket.ts";
import type { PageFile } from "./page-files.ts";
import { pagePolicy } from "./page-policy.ts";

/** AWS's own policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/** `/models*` for `/models` and all below it. Hooks and links are not here: they have an address of their own. */
const apiPatterns = [
  ...new Set(
    apiRoutes
      .filter(({ auth }) => auth === "caller")
      .map(({ path }) => {
        const first = `/${path.split("/")[1] ?? ""}`;
        return apiRoutes.some((route) => route.path.startsWith(`${first}/`)) ? `${first}*` : first;
      }),
  ),
];

/**
 * The console behind a distribution of its own: its files from a bucket that nobody else reads, and the API's routes of
 * callers at the same origin, so that nothing is said of CORS.
 *
 * @returns null unless the settings want it.
 */
export function consolePage(
  scope: Deploying,
  api: aws.apigatewayv2.Api,
  files: readonly PageFile[],
): aws.cloudfront.Distribution | null {
  const { console } = scope.settings;
  if (console === undefined) return null;
  const bucket = pageBucket(scope);
  const access = new aws.cloudfront.OriginAccessControl(
    "console",
    {
      name: nameOf(scope, "console"),
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    scope.within,
  );
  const responseHeadersPolicyId = pagePolicy(scope).id;
  const fromBucket = {
    targetOriginId: "page",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    responseHeadersPolicyId,
  };
  const distribution = new aws.cloudfront.Distribution(
    "console",
    {
      comment: nameOf(scope, "console"),
      tags: tagsOf(scope),
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      aliases: console.domain ? [console.domain.name] : [],
      defaultRootObject: "index.html",
      origins: [
        {
          originId: "page",
          domainName: bucket.bucketRegionalDomainName,
          originAccessControlId: access.id,
        },
        apiOrigin(api),
      ],
      // The page and how to sign in are asked for anew each time, so that a deployment is seen at once.
      defaultCacheBehavior: { ...fromBucket, cachePolicyId: cachingDisabled },
      orderedCacheBehaviors: [
        // Compressed by CloudFront, which does so only where the policy's cache key has the encoding in it.
        { pathPattern: "/assets/*", ...fromBucket, cachePolicyId: cachingOptimized, compress: true },
        ...apiPatterns.map((pathPattern) => ({
          pathPattern,
          ...toApi,
          responseHeadersPolicyId,
        })),
      ],
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: viewerCertificate(console.domain),
    },
    scope.within,
  );
  letRead(scope, bucket, distribution);
  putPage(scope, bucket, files);
  return distribution;
}
