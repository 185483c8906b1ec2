/** AWS's own policies. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/**
 * With it, and without caching, the header with the token reaches the API:
 * https://repost.aws/knowledge-center/cloudfront-authorization-header
 */
const allViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** The HTTP API as what a distribution brings requests to. */
export function apiOrigin(api: aws.apigatewayv2.Api) {
  return {
    originId: "api",
    domainName: api.apiEndpoint.apply((url) => new URL(url).hostname),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}

/** Everything is asked of the API, nothing is kept. */
export const toApi = {
  targetOriginId: "api",
  // A redirect would lose what was posted.
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: cachingDisabled,
  originRequestPolicyId: allViewerExceptHostHeader,
};

/** The certificate of a domain of one's own, else CloudFront's. */
export function viewerCertificate(domain: { readonly certificate: string } | null | undefined) {
  return domain
    ? {
        acmCertificateArn: domain.certificate,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      }
    : { cloudfrontDefaultCertificate: true };
}
