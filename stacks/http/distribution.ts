import type { Deploying } from "../deploying.ts";
import { originParameter } from "../parameters/parameters.ts";
import { nameOf, tagsOf } from "../scope.ts";
import { webAcl } from "./web-acl.ts";

/** AWS's own policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

const behaviour = {
  targetOriginId: "api",
  // A redirect would lose what was posted.
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHostHeader,
};

/**
 * A distribution before the public routes, because WAF cannot stand before an HTTP API itself
 * (docs/decisions/0007-http-api-and-webhooks.md). It has no access log: paths of links hold their tokens.
 *
 * @returns null unless the settings want it.
 */
export function distribution(
  scope: Deploying,
  api: aws.apigatewayv2.Api,
): aws.cloudfront.Distribution | null {
  const parameter = originParameter(scope);
  if (parameter === null) return null;
  const { domain } = scope.settings.api;
  return new aws.cloudfront.Distribution(
    "public",
    {
      comment: nameOf(scope, "public"),
      tags: tagsOf(scope),
      enabled: true,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      aliases: domain ? [domain.name] : [],
      origins: [
        {
          originId: "api",
          domainName: api.apiEndpoint.apply((url) => new URL(url).hostname),
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
          customHeaders: [{ name: "x-driftwheel-origin", value: newestSecret(parameter) }],
        },
      ],
      // What is neither a hook nor a link is refused by the web ACL.
      defaultCacheBehavior: behaviour,
      orderedCacheBehaviors: ["/hooks/*", "/links/*"].map((pathPattern) => ({ pathPattern, ...behaviour })),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: domain
        ? {
            acmCertificateArn: domain.certificate,
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
          }
        : { cloudfrontDefaultCertificate: true },
      webAclId: webAcl(scope).arn,
    },
    scope.within,
  );
}

/** A parameter may hold two secrets while one takes the place of the other; state and plan hold it encrypted. */
function newestSecret(name: string): $util.Output<string> {
  const { value } = aws.ssm.getParameterOutput({ name, withDecryption: true });
  return $util.secret(value.apply((secrets) => secrets.trim().split(/\s+/)[0] ?? ""));
}
