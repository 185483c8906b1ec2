import type { Deploying } from "../deploying.ts";
import type { Route } from "../routes.ts";
import { arnOf, nameOf } from "../scope.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { consume, queue, queuePolicy } from "./queue.ts";
import { eventsAtOnce, visibility } from "./sizes.ts";
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
    consume(scope, name, {
      queue: incoming,
      consumer: lambdaFunction(scope, name, shared),
      ...{ batchSize: 10, atOnce: eventsAtOnce(scope.fleet) },
    });
  }
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
