import type { DeployedResource, DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { apiRoutes } from "../../../stacks/http/api-routes.ts";
import { json, named, object, ofType } from "../graph-reader.ts";

/** The only requests that API Gateway lets in without knowing whose they are. */
const open = ["POST /hooks/{source}", "GET /links/{token}", "POST /links/{token}"];

/** What is wrong with the HTTP API: who is let in, how fast, where to, and what is remembered of it. */
export function checkHttpApi(graph: DeployGraph, by: "AWS_IAM" | "JWT" = "AWS_IAM"): string[] {
  const apis = ofType(graph, "apigatewayv2/api:Api");
  const stages = ofType(graph, "apigatewayv2/stage:Stage");
  const [stage] = stages;
  if (apis.length !== 1 || stages.length !== 1 || !stage) return ["there is not one API with one stage"];
  const wrong: string[] = [];
  if (apis[0]?.properties.protocolType !== "HTTP") wrong.push("the API is no HTTP API");
  if (apis[0]?.properties.corsConfiguration !== undefined) wrong.push("pages of other sites are let in");
  const routes = ofType(graph, "apigatewayv2/route:Route");
  const deployed = routes.map(({ properties }) => String(properties.routeKey));
  const wanted = apiRoutes.map(({ method, path }) => `${method} ${path}`);
  wrong.push(
    ...wanted.filter((key) => !deployed.includes(key)).map((key) => `${key} is not deployed`),
    ...deployed.filter((key) => !wanted.includes(key)).map((key) => `${key} is in no table`),
    ...routes.flatMap((route) => checkRoute(graph, route, by)),
    ...checkStage(graph, stage),
  );
  return wrong;
}

function checkRoute(graph: DeployGraph, { name, properties }: DeployedResource, by: string): string[] {
  const key = String(properties.routeKey);
  const wrong: string[] = [];
  const needed = open.includes(key) ? "NONE" : by;
  if (properties.authorizationType !== needed) {
    wrong.push(`${key} is let in by ${String(properties.authorizationType)}, not ${needed}`);
  }
  if (needed === "JWT") {
    const authorizer = ofType(graph, "apigatewayv2/authorizer:Authorizer").find(
      (found) => `${found.name}-id` === properties.authorizerId,
    )?.properties;
    const { issuer, audiences } = object(authorizer?.jwtConfiguration);
    if (!String(issuer).startsWith("https://") || !Array.isArray(audiences) || audiences.length === 0) {
      wrong.push(`${key} takes tokens of anyone, for anyone`);
    }
  }
  const { function: called } = apiRoutes.find(({ method, path }) => `${method} ${path}` === key) ?? {};
  const integration = ofType(graph, "apigatewayv2/integration:Integration").find(
    (found) => `integrations/${found.name}-id` === properties.target,
  )?.properties;
  const target = /function:([a-z0-9-]+)\/invocations$/.exec(String(integration?.integrationUri))?.[1];
  if (named(graph, "lambda/function:Function", target)?.name !== called) {
    wrong.push(`${key} goes to another function`);
  }
  if (integration?.payloadFormatVersion !== "2.0") wrong.push(`${key} is told in another format`);
  const permission = ofType(graph, "lambda/permission:Permission").find((found) => found.name === name);
  const { principal, sourceArn, function: opened } = permission?.properties ?? {};
  if (
    principal !== "apigateway.amazonaws.com" ||
    opened !== target ||
    !String(sourceArn).endsWith(`:api-id/*/${key.replace(" ", "")}`)
  ) {
    wrong.push(`${key} may not call its function, or others may`);
  }
  return wrong;
}

function checkStage(graph: DeployGraph, { properties }: DeployedResource): string[] {
  const wrong: string[] = [];
  const limits = (settings: unknown) => {
    const { throttlingRateLimit, throttlingBurstLimit } = object(settings);
    return { rate: Number(throttlingRateLimit), burst: Number(throttlingBurstLimit) };
  };
  const people = limits(properties.defaultRouteSettings);
  if (!(people.rate > 0 && people.burst > 0)) wrong.push("the API is not throttled");
  const settings: readonly unknown[] = Array.isArray(properties.routeSettings)
    ? properties.routeSettings
    : [];
  for (const key of open) {
    const own = limits(settings.find((found) => object(found).routeKey === key));
    if (!(own.rate < people.rate && own.burst < people.burst)) wrong.push(`${key} is not throttled more`);
  }
  const { destinationArn, format } = object(properties.accessLogSettings);
  const group = ofType(graph, "cloudwatch/logGroup:LogGroup").find(
    (found) =>
      `:log-group:${String(found.properties.name)}` === /:log-group:.*$/.exec(String(destinationArn))?.[0],
  );
  if (!(Number(group?.properties.retentionInDays) > 0)) wrong.push("nobody knows who called the API");
  const line = json(format);
  for (const [field, variable] of Object.entries(remembered)) {
    if (line[field] !== variable) wrong.push(`the access log does not say ${field}`);
  }
  if (/path|querystring|protocol|\.header|authorizer\.claims(?!\.sub)/i.test(String(format))) {
    wrong.push("the access log holds what may be a token");
  }
  return wrong;
}

const remembered: Readonly<Record<string, string>> = {
  requestId: "$context.requestId",
  ip: "$context.identity.sourceIp",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  caller: "$context.identity.userArn",
  error: "$context.error.message",
};
