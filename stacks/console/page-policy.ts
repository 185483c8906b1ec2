import { pageHeaders } from "@driftwheel/console/serving/page-headers.ts";
import type { Deploying } from "../deploying.ts";
import { nameOf } from "../scope.ts";
import { issuerOrigins } from "./sign-in.ts";

const year = 31_536_000;

/**
 * The headers of the page as it has them locally, and that it is reached by TLS alone. CloudFront has fields of their
 * own for some of them and takes those in no other place:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function pagePolicy(scope: Deploying): aws.cloudfront.ResponseHeadersPolicy {
  const {
    "content-security-policy": contentSecurityPolicy = "",
    "x-content-type-options": _nosniff,
    "x-frame-options": frameOption = "DENY",
    "referrer-policy": referrerPolicy = "no-referrer",
    ...others
  } = pageHeaders(issuerOrigins(scope.settings));
  return new aws.cloudfront.ResponseHeadersPolicy(
    "console",
    {
      name: nameOf(scope, "console"),
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption, override: true },
        referrerPolicy: { referrerPolicy, override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: year, override: true },
      },
      customHeadersConfig: {
        items: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
      },
    },
    scope.within,
  );
}
