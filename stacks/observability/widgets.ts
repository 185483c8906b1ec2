import { durableFunctions, functionsOf, queuedFunctionsOf, routes } from "../routes.ts";
import { nameOf, type Scope } from "../scope.ts";
import { operations } from "./operations.ts";

/** What the dashboard shows. @param api the HTTP API's id */
export function widgets(scope: Scope, api: string) {
  const names = functionsOf(scope.fleet);
  const queued = queuedFunctionsOf(scope.fleet);
  const queues = [...new Set(routes.map((route) => route.function))];
  const lambda = (metric: string, stat: string) =>
    graph(
      `${metric} of the functions`,
      stat,
      names.map((name) => ["AWS/Lambda", metric, "FunctionName", nameOf(scope, name)]),
    );
  const sqs = (title: string, metric: string, of: readonly string[]) =>
    graph(
      title,
      "Maximum",
      of.map((name) => ["AWS/SQS", metric, "QueueName", nameOf(scope, name)]),
    );
  const handled = ["Entries", "Dropped", "NotHandled"].flatMap((metric) =>
    queues.map((service) => ["Driftwheel/Functions", metric, "service", service]),
  );

  const ofApi = (metrics: readonly string[]) =>
    metrics.map((metric) => ["AWS/ApiGateway", metric, "ApiId", api, "Stage", "$default"]);

  function graph(title: string, stat: string, metrics: readonly (readonly string[])[]) {
    return {
      type: "metric",
      width: 12,
      height: 6,
      properties: { title, stat, metrics, region: scope.region, period: 300, view: "timeSeries" },
    };
  }

  return [
    graph("Messages, by what became of them", "Sum", handled),
    ...[...durableFunctions].map((name) =>
      graph(
        `Executions of ${name}`,
        "Sum",
        [
          "DurableExecutionStarted",
          "DurableExecutionSucceeded",
          "DurableExecutionFailed",
          "DurableExecutionTimedOut",
        ].map((metric) => ["AWS/Lambda", metric, "FunctionName", nameOf(scope, name)]),
      ),
    ),
    graph("Requests of the HTTP API", "Sum", ofApi(["Count", "4xx", "5xx"])),
    graph("Latency of the HTTP API, milliseconds", "p99", ofApi(["Latency", "IntegrationLatency"])),
    graph(
      "Webhooks given up, hooks failing",
      "Sum",
      ["DeliveriesDead", "HookFailures"].map((metric) => [operations(scope), metric]),
    ),
    lambda("Errors", "Sum"),
    lambda("Duration", "p99"),
    sqs("Age of the oldest message, seconds", "ApproximateAgeOfOldestMessage", queued),
    sqs("Messages given up or undelivered", "ApproximateNumberOfMessagesVisible", [
      ...queued.map((name) => `${name}-dead`),
      ...queues.map((name) => `${name}-undelivered`),
    ]),
    graph(
      "Malformed events, failed writes, refused acts",
      "Sum",
      ["Malformed", "LedgerWriteFailures", "EffectsFailed"].map((metric) => [operations(scope), metric]),
    ),
    graph(
      "Ledger",
      "Sum",
      ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"].map((metric) => [
        "AWS/DynamoDB",
        metric,
        "TableName",
        nameOf(scope, "ledger"),
      ]),
    ),
  ];
}
