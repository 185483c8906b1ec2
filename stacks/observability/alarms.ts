import type { Deploying } from "../deploying.ts";
import type { FunctionName } from "../routes.ts";
import {
  durableFunctions,
  functionsOf,
  isProxied,
  queuedFunctionsOf,
  routes,
  schedulesOf,
} from "../routes.ts";
import { nameOf } from "../scope.ts";
import { operations } from "./operations.ts";

interface Alarm {
  readonly name: string;
  readonly why: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, $util.Input<string>>>;
  readonly statistic: "Sum" | "Maximum";
  /** Seconds. */
  readonly period: number;
  readonly above?: number;
  readonly below?: number;
}

/** Every alarm on Driftwheel itself. */
function alarmsOf(scope: Deploying, api: $util.Input<string>): readonly Alarm[] {
  const names = functionsOf(scope.fleet);
  const queued = queuedFunctionsOf(scope.fleet);
  const behindRoutes = [...new Set(routes.map((route) => route.function))];
  const lambda = (name: FunctionName, metric: string, why: string): Alarm => ({
    name: `${name}-${metric.toLowerCase()}`,
    why,
    namespace: "AWS/Lambda",
    metric,
    dimensions: { FunctionName: nameOf(scope, name) },
    statistic: "Sum",
    period: 300,
    above: 0,
  });
  const depth = (queue: string, why: string): Alarm => ({
    name: queue,
    why,
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: nameOf(scope, queue) },
    statistic: "Maximum",
    period: 300,
    above: 0,
  });
  const written = (name: string, metric: string, why: string): Alarm => ({
    name,
    why,
    namespace: operations(scope),
    metric,
    statistic: "Sum",
    period: 300,
    above: 0,
  });
  return [
    ...names.map((name) => lambda(name, "Errors", `${name} failed`)),
    ...names.map((name) => lambda(name, "Throttles", `${name} was not let run`)),
    ...queued.map((name) => depth(`${name}-dead`, `${name} gave up on a message`)),
    ...behindRoutes.map((name) => depth(`${name}-undelivered`, `an event did not reach ${name}`)),
    depth("overwritten", "an entry of a ledger was overwritten, changed or deleted"),
    depth("schedules-undelivered", "a schedule could not call its function"),
    ...queued.map((name) => ({
      ...depth(name, `${name} is half an hour behind`),
      name: `${name}-age`,
      metric: "ApproximateAgeOfOldestMessage",
      above: 1800,
    })),
    ...schedulesOf(scope.fleet)
      .map(({ name, function: called, every }) => ({
        ...lambda(called, "Invocations", `${name} was not called`),
        name: `${name}-silent`,
        period: (3 * every) / 1000,
        above: undefined,
        below: 1,
      }))
      .map(({ above: _, ...alarm }) => alarm),
    ...[...durableFunctions].flatMap((name) => [
      {
        ...lambda(name, "DurableExecutionTimedOut", `a ${name} lives on past its deadline`),
        name: `${name}-past-deadline`,
      },
      { ...lambda(name, "DurableExecutionFailed", `a ${name}'s execution died`), name: `${name}-died` },
    ]),
    written("ledger-write-failures", "LedgerWriteFailures", "an entry could not be appended"),
    written("effects-failed", "EffectsFailed", "AWS refused an act for good, perhaps an alert"),
    written("malformed", "Malformed", "an event could not be understood"),
    written("deliveries-dead", "DeliveriesDead", "a webhook was given up after its last attempt"),
    {
      ...written("links-throttled", "LinksThrottled", "a flood keeps people from the links of alerts"),
      above: 20,
    },
    ...(isProxied(scope.fleet)
      ? [
          written(
            "route-not-read",
            "RoutesNotRead",
            "the proxy cannot read a route, and goes by an old one if any",
          ),
          written("predictions-not-logged", "PredictionsNotLogged", "predictions are missing in a log"),
          {
            ...written("endpoints-throttled", "EndpointsThrottled", "endpoints refuse what the proxy asks"),
            // A burst now and then is what callers' clients ask again for.
            above: 20,
          },
        ]
      : []),
    ...(names.includes("inferences")
      ? [
          written(
            "inferences-not-counted",
            "InferencesNotCounted",
            "answers and errors of asynchronous endpoints are missing in their counts",
          ),
        ]
      : []),
    written("hooks-failing", "HookFailures", "webhooks of others were answered 5XX"),
    {
      name: "api-failing",
      why: "the HTTP API answered 5XX",
      namespace: "AWS/ApiGateway",
      metric: "5xx",
      dimensions: { ApiId: api, Stage: "$default" },
      statistic: "Sum",
      period: 300,
      above: 0,
    },
  ];
}

/** @param api the HTTP API's id, which AWS chooses */
export function alarms(scope: Deploying, topic: $util.Input<string>, api: $util.Input<string>): void {
  for (const alarm of alarmsOf(scope, api)) {
    const silent = alarm.below !== undefined;
    new aws.cloudwatch.MetricAlarm(
      alarm.name,
      {
        name: nameOf(scope, alarm.name),
        alarmDescription: `Driftwheel, stage ${scope.stage}: ${alarm.why}`,
        namespace: alarm.namespace,
        metricName: alarm.metric,
        dimensions: { ...alarm.dimensions },
        statistic: alarm.statistic,
        period: alarm.period,
        evaluationPeriods: 1,
        comparisonOperator: silent ? "LessThanThreshold" : "GreaterThanThreshold",
        threshold: alarm.below ?? alarm.above ?? 0,
        treatMissingData: silent ? "breaching" : "notBreaching",
        alarmActions: [topic],
        okActions: [topic],
      },
      scope.within,
    );
  }
}
