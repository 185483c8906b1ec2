import type { FunctionName } from "./routes.ts";
import { routes, schedules } from "./routes.ts";
import { nameOf, type Scope } from "./scope.ts";
import { sizes } from "./sizes.ts";

export interface Alarm {
  readonly name: string;
  readonly why: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum";
  /** Seconds. */
  readonly period: number;
  readonly above?: number;
  readonly below?: number;
}

/** Every alarm on Driftwheel itself. */
export function alarmsOf(scope: Scope): readonly Alarm[] {
  const names = Object.keys(sizes) as FunctionName[]; // the record's type has these keys and no others
  const behindQueues = [...new Set(routes.map((route) => route.function))];
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
    ...behindQueues.map((name) => depth(`${name}-dead`, `${name} gave up on a message`)),
    ...behindQueues.map((name) => depth(`${name}-undelivered`, `an event did not reach ${name}`)),
    depth("schedules-undelivered", "a schedule could not call its function"),
    ...behindQueues.map((name) => ({
      ...depth(name, `${name} is half an hour behind`),
      name: `${name}-age`,
      metric: "ApproximateAgeOfOldestMessage",
      above: 1800,
    })),
    ...schedules
      .map(({ name, function: called, every }) => ({
        ...lambda(called, "Invocations", `${name} was not called`),
        name: `${name}-silent`,
        period: (3 * every) / 1000,
        above: undefined,
        below: 1,
      }))
      .map(({ above: _, ...alarm }) => alarm),
    {
      ...lambda("rollout", "DurableExecutionTimedOut", "a rollout lives on past its deadline"),
      name: "rollout-past-deadline",
    },
    { ...lambda("rollout", "DurableExecutionFailed", "a rollout's execution died"), name: "rollout-died" },
    written("ledger-write-failures", "LedgerWriteFailures", "an entry could not be appended"),
    written("malformed", "Malformed", "an event could not be understood"),
  ];
}

/** Namespace of the metrics that are read from the functions' logs. */
export function operations({ stage }: Pick<Scope, "stage">): string {
  return `Driftwheel/Operations/${stage}`;
}

export function alarms(scope: Scope, topic: $util.Input<string>): void {
  for (const alarm of alarmsOf(scope)) {
    const silent = alarm.below !== undefined;
    new aws.cloudwatch.MetricAlarm(alarm.name, {
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
    });
  }
}
