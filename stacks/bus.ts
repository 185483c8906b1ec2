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

/**
 * Lets model accounts send their events to this account's default bus, and nothing else than AWS says. A bus has one
 * policy: this one takes the place of whatever the default bus had, so only one stage of an account may have the
 * setting. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export function sourceAccounts(scope: Scope): void {
  const { sourceAccounts: accounts } = scope.settings;
  if (accounts.length === 0) return;
  new aws.cloudwatch.EventBusPolicy("sources", {
    eventBusName: "default",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: nameOf(scope, "sources"),
          Effect: "Allow",
          Principal: { AWS: accounts.map((account) => `arn:${scope.partition}:iam::${account}:root`) },
          Action: "events:PutEvents",
          Resource: arnOf(scope, "events", "event-bus/default"),
          Condition: { StringEquals: { "events:source": ["aws.sagemaker", "aws.cloudwatch", "aws.s3"] } },
        },
      ],
    }),
  });
}
