import type { Deploying } from "../deploying.ts";
import { nameOf, type Scope } from "../scope.ts";
import { type ApiRoute, apiRoutes } from "./api-routes.ts";

/** Requests a second, of all callers together, and how many may come at once. */
interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

const people: Throttle = { rate: 50, burst: 100 };
const senders: Throttle = { rate: 20, burst: 40 };
/**
 * A person clicks once, a mail program looks a few times before. Strangers share it, so it is as much as a flood may cost
 * and not as little as people need: a token that is forged costs a digest, and nothing is read for it. Looking and
 * pressing the button are two routes with a limit each.
 */
const clicks: Throttle = { rate: 40, burst: 80 };

function throttleOf(route: ApiRoute): Throttle {
  if (route.auth === "caller") return people;
  return route.function === "hooks" ? senders : clicks;
}

/**
 * Neither path nor query: the path of a link holds its token. The route's key has the name of the segment instead.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const accessLine = {
  requestId: "$context.requestId",
  at: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  bytes: "$context.responseLength",
  caller: "$context.identity.userArn",
  subject: "$context.authorizer.claims.sub",
  error: "$context.error.message",
  authorizerError: "$context.authorizer.error",
  integrationError: "$context.integrationErrorMessage",
};

/** API Gateway lets log groups of this prefix in without one more line in an account-wide policy for each. */
export function accessLogOf(scope: Pick<Scope, "stage">): string {
  return `/aws/vendedlogs/${nameOf(scope, "api")}`;
}

/** The one stage: throttled by route, and every request in a log of its own. */
export function apiStage(
  scope: Deploying,
  api: aws.apigatewayv2.Api,
  routes: readonly aws.apigatewayv2.Route[],
): aws.apigatewayv2.Stage {
  const log = new aws.cloudwatch.LogGroup(
    "api-access",
    {
      name: accessLogOf(scope),
      retentionInDays: scope.settings.logRetentionDays,
    },
    scope.within,
  );
  return new aws.apigatewayv2.Stage(
    "api",
    {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.arn, format: JSON.stringify(accessLine) },
      defaultRouteSettings: { throttlingRateLimit: people.rate, throttlingBurstLimit: people.burst },
      routeSettings: apiRoutes
        .filter(({ auth }) => auth === "none")
        .map((route) => ({
          routeKey: `${route.method} ${route.path}`,
          throttlingRateLimit: throttleOf(route).rate,
          throttlingBurstLimit: throttleOf(route).burst,
        })),
    },
    // API Gateway refuses settings for a route that is not there yet.
    { ...scope.within, dependsOn: [...routes] },
  );
}
