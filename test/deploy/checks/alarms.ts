import type { DeployedResource, DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { named, object, ofType } from "../graph-reader.ts";

/** What of Driftwheel could fail without anyone being told. */
export function checkAlarms(graph: DeployGraph): string[] {
  const alarms = ofType(graph, "cloudwatch/metricAlarm:MetricAlarm");
  const wrong: string[] = [];
  const need = (metric: string, dimension?: string, value?: unknown) => {
    const found = alarms.filter(
      ({ properties }) =>
        properties.metricName === metric &&
        (dimension === undefined || object(properties.dimensions)[dimension] === value),
    );
    if (found.length === 0)
      wrong.push(`no alarm on ${metric}${dimension === undefined ? "" : ` of ${String(value)}`}`);
  };
  for (const { properties } of ofType(graph, "lambda/function:Function")) {
    need("Errors", "FunctionName", properties.name);
    need("Throttles", "FunctionName", properties.name);
  }
  for (const { name, properties } of ofType(graph, "sqs/queue:Queue")) {
    const dead = /(-dead|-undelivered|^overwritten)$/.test(name);
    need(
      dead ? "ApproximateNumberOfMessagesVisible" : "ApproximateAgeOfOldestMessage",
      "QueueName",
      properties.name,
    );
  }
  for (const { properties } of ofType(graph, "scheduler/schedule:Schedule")) {
    need("Invocations", "FunctionName", String(object(properties.target).arn).split(":").at(-1));
  }
  for (const { properties } of ofType(graph, "lambda/alias:Alias")) {
    need("DurableExecutionTimedOut", "FunctionName", properties.functionName);
    need("DurableExecutionFailed", "FunctionName", properties.functionName);
  }
  for (const { name } of ofType(graph, "apigatewayv2/api:Api")) need("5xx", "ApiId", `${name}-id`);
  need("LedgerWriteFailures");
  need("EffectsFailed");
  need("Malformed");
  need("DeliveriesDead");
  need("HookFailures");
  need("LinksThrottled");
  if (named(graph, "lambda/functionUrl:FunctionUrl", "invoke")) {
    need("RoutesNotRead");
    need("PredictionsNotLogged");
    need("EndpointsThrottled");
  }
  if (named(graph, "lambda/function:Function", "inferences")) need("InferencesNotCounted");
  if (ofType(graph, "cloudwatch/dashboard:Dashboard").length !== 1) wrong.push("there is no dashboard");
  return [...wrong, ...alarms.flatMap((alarm) => checkAlarm(graph, alarm))];
}

/** Metrics that one log tells; all others are of every function. */
const sourceOf: Readonly<Record<string, RegExp>> = {
  RoutesNotRead: /^\/aws\/lambda\/driftwheel-[a-z0-9-]+-invoke$/,
  PredictionsNotLogged: /^\/aws\/lambda\/driftwheel-[a-z0-9-]+-invoke$/,
  EndpointsThrottled: /^\/aws\/lambda\/driftwheel-[a-z0-9-]+-invoke$/,
  InferencesNotCounted: /^\/aws\/lambda\/driftwheel-[a-z0-9-]+-inferences$/,
  DeliveriesDead: /^\/aws\/lambda\/driftwheel-[a-z0-9-]+-delivery$/,
  HookFailures: /^\/aws\/vendedlogs\/driftwheel-[a-z0-9-]+-api$/,
  LinksThrottled: /^\/aws\/vendedlogs\/driftwheel-[a-z0-9-]+-api$/,
};

function logIsThere(graph: DeployGraph, group: string | undefined): boolean {
  return ofType(graph, "cloudwatch/logGroup:LogGroup").some(({ properties }) => properties.name === group);
}

function checkAlarm(graph: DeployGraph, { name, properties }: DeployedResource): string[] {
  const wrong: string[] = [];
  const actions = properties.alarmActions;
  if (
    !Array.isArray(actions) ||
    actions.length === 0 ||
    !actions.every((arn) => named(graph, "sns/topic:Topic", arn)?.name === "page")
  ) {
    wrong.push(`alarm ${name} wakes nobody`);
  }
  const dimensions = object(properties.dimensions);
  if (dimensions.FunctionName && !named(graph, "lambda/function:Function", dimensions.FunctionName)) {
    wrong.push(`alarm ${name} watches a function that is not there`);
  }
  if (dimensions.QueueName && !named(graph, "sqs/queue:Queue", dimensions.QueueName)) {
    wrong.push(`alarm ${name} watches a queue that is not there`);
  }
  if (!String(properties.namespace).startsWith("AWS/")) {
    const filters = ofType(graph, "cloudwatch/logMetricFilter:LogMetricFilter").filter(
      ({ properties: filter }) => {
        const { name: metric, namespace } = object(filter.metricTransformation);
        return metric === properties.metricName && namespace === properties.namespace;
      },
    );
    const groups = filters.map(({ properties: filter }) => String(filter.logGroupName));
    const source = sourceOf[String(properties.metricName)];
    if (source === undefined) {
      const functions = ofType(graph, "lambda/function:Function");
      if (filters.length !== functions.length) wrong.push(`alarm ${name} has no metric of every function`);
    } else if (groups.length !== 1 || !source.test(String(groups[0])) || !logIsThere(graph, groups[0])) {
      wrong.push(`alarm ${name} has no metric of the log that tells it`);
    }
  }
  const missing = properties.comparisonOperator === "LessThanThreshold" ? "breaching" : "notBreaching";
  if (properties.treatMissingData !== missing) wrong.push(`alarm ${name} takes silence for the wrong thing`);
  return wrong;
}
