import type { Deploying } from "../deploying.ts";
import { originParameter } from "../parameters/parameters.ts";
import { nameOf, tagsOf } from "../scope.ts";
import { apiOrigin, toApi, viewerCertificate } from "./before-api.ts";
import { webAcl } from "./web-acl.ts";

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
          ...apiOrigin(api),
          customHeaders: [{ name: "x-driftwheel-origin", value: newestSecret(parameter) }],
        },
      ],
      // What is neither a hook nor a link is refused by the web ACL.
      defaultCacheBehavior: toApi,
      orderedCacheBehaviors: ["/hooks/*", "/links/*"].map((pathPattern) => ({ pathPattern, ...toApi })),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: viewerCertificate(domain),
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
