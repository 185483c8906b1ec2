import type { Deploying } from "../deploying.ts";
import { nameOf, tagsOf } from "../scope.ts";
import { type ApiRoute, apiRoutes } from "./api-routes.ts";
import { apiStage } from "./api-stage.ts";

/** The API without anything behind it: its address is known before the functions that are told it. */
export function httpApi(scope: Deploying): aws.apigatewayv2.Api {
  // Browsers of other sites have no business here, so nothing is said of CORS and they are refused.
  return new aws.apigatewayv2.Api(
    "api",
    {
      name: nameOf(scope, "api"),
      description: `Driftwheel, stage ${scope.stage}`,
      protocolType: "HTTP",
      tags: tagsOf(scope),
    },
    scope.within,
  );
}

/** What requests go to, each with its permission, and who is let in; then the stage that serves it. */
export function apiRouting(
  scope: Deploying,
  api: aws.apigatewayv2.Api,
  functions: Readonly<Record<ApiRoute["function"], aws.lambda.Function>>,
) {
  const authorization = authorizationOf(scope, api);
  const integrations = {
    api: integration(scope, api, "api", functions.api),
    hooks: integration(scope, api, "hooks", functions.hooks),
  };
  const routes = apiRoutes.map((route) => {
    const name = routeName(route);
    new aws.lambda.Permission(
      name,
      {
        action: "lambda:InvokeFunction",
        function: functions[route.function].name,
        principal: "apigateway.amazonaws.com",
        // The API has one stage. https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
        sourceArn: api.executionArn.apply((arn) => `${arn}/*/${route.method}${route.path}`),
      },
      scope.within,
    );
    return new aws.apigatewayv2.Route(
      name,
      {
        apiId: api.id,
        routeKey: `${route.method} ${route.path}`,
        target: integrations[route.function].id.apply((id) => `integrations/${id}`),
        ...(route.auth === "none" ? { authorizationType: "NONE" } : authorization),
      },
      scope.within,
    );
  });
  return apiStage(scope, api, routes);
}

/** `POST /hooks/{source}` is `post-hooks-source`. */
function routeName({ method, path }: Pick<ApiRoute, "method" | "path">): string {
  return `${method.toLowerCase()}${path.replaceAll(/[^a-z]+/g, "-").replace(/-$/, "")}`;
}

/** IAM unless the settings name who issues tokens. */
function authorizationOf(scope: Deploying, api: aws.apigatewayv2.Api) {
  const { jwt } = scope.settings.api;
  if (jwt === undefined) return { authorizationType: "AWS_IAM" };
  const authorizer = new aws.apigatewayv2.Authorizer(
    "jwt",
    {
      name: nameOf(scope, "jwt"),
      apiId: api.id,
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: jwt.issuer, audiences: jwt.audience },
    },
    scope.within,
  );
  return { authorizationType: "JWT", authorizerId: authorizer.id };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function integration(scope: Deploying, api: aws.apigatewayv2.Api, name: string, called: aws.lambda.Function) {
  return new aws.apigatewayv2.Integration(
    name,
    {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: called.invokeArn,
      payloadFormatVersion: "2.0",
    },
    scope.within,
  );
}
