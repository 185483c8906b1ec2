import type { Deploying } from "../deploying.ts";
import { nameOf, type Scope, tagsOf } from "../scope.ts";

/** Where links and hooks are reached: a domain of one's own, else the distribution, else the API itself. */
export function publicUrl(
  { settings }: Scope,
  api: aws.apigatewayv2.Api,
  distribution: aws.cloudfront.Distribution | null,
): $util.Input<string> {
  const { domain } = settings.api;
  if (domain) return `https://${domain.name}`;
  return distribution ? distribution.domainName.apply((name) => `https://${name}`) : api.apiEndpoint;
}

/** Where callers are answered: a distribution refuses all but links and hooks. */
export function apiUrl(
  { settings }: Scope,
  api: aws.apigatewayv2.Api,
  distribution: aws.cloudfront.Distribution | null,
): $util.Input<string> {
  const { domain } = settings.api;
  return domain && distribution === null ? `https://${domain.name}` : api.apiEndpoint;
}

/**
 * The domain before the API itself; before a distribution it is an alias of that.
 *
 * @returns where the domain's CNAME record must point, or null without a domain.
 */
export function domainTarget(
  scope: Deploying,
  stage: aws.apigatewayv2.Stage,
  distribution: aws.cloudfront.Distribution | null,
): $util.Output<string> | null {
  const { domain } = scope.settings.api;
  if (domain === undefined) return null;
  if (distribution) return distribution.domainName;
  const own = new aws.apigatewayv2.DomainName(
    "api",
    {
      domainName: domain.name,
      domainNameConfiguration: {
        certificateArn: domain.certificate,
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
      tags: { Name: nameOf(scope, "api"), ...tagsOf(scope) },
    },
    scope.within,
  );
  new aws.apigatewayv2.ApiMapping(
    "api",
    { apiId: stage.apiId, domainName: own.id, stage: stage.id },
    scope.within,
  );
  return own.domainNameConfiguration.apply(({ targetDomainName }) => targetDomainName);
}
