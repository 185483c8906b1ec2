import { permissions } from "../functions/shell/permissions.ts";
import type { Deploying } from "./deploying.ts";
import { arnOf, nameOf } from "./scope.ts";

/**
 * Driftwheel's own bus: each entry is announced on it, and kept to be replayed to whoever subscribes later; and commands
 * come on it. Commands are not kept: a replay would give them again.
 */
export function bus(scope: Deploying) {
  const own = new aws.cloudwatch.EventBus("bus", { name: nameOf(scope, "bus") }, scope.within);
  new aws.cloudwatch.EventBusPolicy(
    "writers",
    { eventBusName: own.name, policy: writers(scope) },
    scope.within,
  );
  new aws.cloudwatch.EventArchive(
    "archive",
    {
      name: nameOf(scope, "archive"),
      eventSourceArn: own.arn,
      eventPattern: JSON.stringify({ source: ["driftwheel"] }),
      retentionDays: scope.production ? 365 : 14,
    },
    scope.within,
  );
  return own;
}

/**
 * Who may put which source on Driftwheel's bus. A policy of IAM may allow a role all buses of the account; what is denied
 * here is denied nevertheless. EventBridge itself, which replays the archive, is no principal of the account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function writers(scope: Deploying): string {
  const roleOf = (name: string) => arnOf({ ...scope, region: "" }, "iam", `role/${nameOf(scope, name)}`);
  const announcers = Object.entries(permissions)
    .filter(([, { performs }]) => performs.has("publish-entry"))
    .map(([name]) => roleOf(name));
  const only = (sid: string, source: string, roles: readonly string[]) => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: arnOf(scope, "events", `event-bus/${nameOf(scope, "bus")}`),
    Condition: {
      StringEquals: { "events:source": source },
      // Of whoever assumed a role, the key is the role's ARN. Without roles nobody is left out.
      ...(roles.length > 0 ? { ArnNotEquals: { "aws:PrincipalArn": roles } } : {}),
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      only("entries", "driftwheel", announcers),
      only("commands", "driftwheel.command", scope.settings.commandRoles),
      only("webhooks", "driftwheel.hook", [roleOf("hooks")]),
    ],
  });
}

/**
 * Lets model accounts send their events to this account's default bus, of SageMaker and S3 and nothing else: alarms
 * are guards by their names, which are unique in one account only. A bus has one policy: this one takes the place of whatever the default bus had, so only one stage of an account may have the
 * setting. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export function sourceAccounts(scope: Deploying): void {
  const { sourceAccounts: accounts } = scope.settings;
  if (accounts.length === 0) return;
  new aws.cloudwatch.EventBusPolicy(
    "sources",
    {
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
            Condition: { StringEquals: { "events:source": ["aws.sagemaker", "aws.s3"] } },
          },
        ],
      }),
    },
    scope.within,
  );
}
