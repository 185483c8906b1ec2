import { arnOf, nameOf, type Scope } from "./scope.ts";

/** Driftwheel's own bus: each entry is announced on it, and kept to be replayed to whoever subscribes later. */
export function bus(scope: Scope) {
  const own = new aws.cloudwatch.EventBus("bus", { name: nameOf(scope, "bus") });
  new aws.cloudwatch.EventArchive("archive", {
    name: nameOf(scope, "archive"),
    eventSourceArn: own.arn,
    retentionDays: scope.production ? 365 : 14,
  });
  return own;
}

/** Lets model accounts send their SageMaker events to this account's default bus, and nothing else. */
export function sourceAccounts(scope: Scope): void {
  for (const account of scope.settings.sourceAccounts) {
    new aws.cloudwatch.EventBusPolicy(`source-${account}`, {
      eventBusName: "default",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: `driftwheel-${scope.stage}-${account}`,
            Effect: "Allow",
            Principal: { AWS: `arn:${scope.partition}:iam::${account}:root` },
            Action: "events:PutEvents",
            Resource: arnOf(scope, "events", "event-bus/default"),
            Condition: { StringEquals: { "events:source": ["aws.sagemaker", "aws.cloudwatch", "aws.s3"] } },
          },
        ],
      }),
    });
  }
}
