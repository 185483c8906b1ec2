import type { Deploying } from "../deploying.ts";
import type { FunctionName, Route } from "../routes.ts";
import { arnOf, nameOf } from "../scope.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { visibility } from "./sizes.ts";
import { wantedRoutes } from "./wanted-routes.ts";

const days = 86_400;

/** For each function that events go to: rules, a queue, what cannot be handled, what cannot be delivered. */
export function intake(scope: Deploying, shared: Shared): void {
  for (const [name, itsRoutes] of Map.groupBy(wantedRoutes(scope), (route) => route.function)) {
    const dead = queue(scope, `${name}-dead`, { messageRetentionSeconds: 14 * days });
    const undelivered = queue(scope, `${name}-undelivered`, { messageRetentionSeconds: 14 * days });
    const incoming = queue(scope, name, {
      visibilityTimeoutSeconds: visibility(name),
      messageRetentionSeconds: 4 * days,
      // Throttled and busy services take their time; twenty times are four hours.
      redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
        JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 20 }),
      ),
    });
    for (const [which, target, statements] of [
      [name, incoming, fromRules(scope, name, itsRoutes)],
      [`${name}-undelivered`, undelivered, fromRules(scope, `${name}-undelivered`, itsRoutes)],
      [`${name}-dead`, dead, []],
    ] as const) {
      queuePolicy(scope, which, target, statements);
    }
    for (const route of itsRoutes) rule(scope, route, incoming.arn, undelivered.arn);
    consume(scope, name, incoming.arn, lambdaFunction(scope, name, shared));
  }
}

/** Whoever asks a queue for something does so encrypted: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html */
export function queuePolicy(
  scope: Deploying,
  name: string,
  target: aws.sqs.Queue,
  statements: readonly object[] = [],
): void {
  const encrypted = {
    Sid: "encrypted",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: arnOf(scope, "sqs", nameOf(scope, name)),
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  new aws.sqs.QueuePolicy(
    name,
    {
      queueUrl: target.url,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [...statements, encrypted] }),
    },
    scope.within,
  );
}

function queue(scope: Deploying, name: string, options: Partial<aws.sqs.QueueArgs>) {
  return new aws.sqs.Queue(
    name,
    { name: nameOf(scope, name), sqsManagedSseEnabled: true, ...options },
    scope.within,
  );
}

function rule(
  scope: Deploying,
  { name, bus, from, pattern }: Route,
  queueArn: $util.Input<string>,
  deadArn: $util.Input<string>,
) {
  const eventBusName = bus === "default" ? "default" : nameOf(scope, "bus");
  const created = new aws.cloudwatch.EventRule(
    name,
    {
      name: nameOf(scope, name),
      eventBusName,
      eventPattern: JSON.stringify(
        from === undefined ? pattern : { ...pattern, account: [scope.account], region: [scope.region] },
      ),
    },
    scope.within,
  );
  new aws.cloudwatch.EventTarget(
    name,
    {
      rule: created.name,
      eventBusName,
      arn: queueArn,
      deadLetterConfig: { arn: deadArn },
      retryPolicy: { maximumEventAgeInSeconds: days, maximumRetryAttempts: 185 },
    },
    scope.within,
  );
}

/** Messages that fail come back alone. Few at a time: most of them concern the same models. */
function consume(
  scope: Deploying,
  name: FunctionName,
  eventSourceArn: $util.Input<string>,
  consumer: aws.lambda.Function,
) {
  new aws.lambda.EventSourceMapping(
    name,
    {
      eventSourceArn,
      functionName: consumer.arn,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 5 },
    },
    scope.within,
  );
}

/** Only the rules of this function may send to its queues. */
function fromRules(scope: Deploying, name: string, itsRoutes: readonly Route[]): readonly object[] {
  const path = ({ name, bus }: Route) =>
    `rule/${bus === "default" ? "" : `${nameOf(scope, "bus")}/`}${nameOf(scope, name)}`;
  return [
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: arnOf(scope, "sqs", nameOf(scope, name)),
      Condition: {
        ArnEquals: { "aws:SourceArn": itsRoutes.map((route) => arnOf(scope, "events", path(route))) },
      },
    },
  ];
}
