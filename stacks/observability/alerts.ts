import type { Deploying } from "../deploying.ts";
import { arnOf, nameOf, tagsOf } from "../scope.ts";

const severities = ["page", "notify", "info"] as const;
type Severity = (typeof severities)[number];

export interface Alerts {
  readonly page: $util.Input<string>;
  readonly notify: $util.Input<string>;
  readonly info: $util.Input<string>;
  /** The key that the topics are encrypted with; null when topics exist already and no key was named. */
  readonly key: $util.Input<string> | null;
}

/** One encrypted topic a severity, with the e-mail addresses of the settings; or the topics that exist already. */
export function alerts(scope: Deploying): Alerts {
  const { settings } = scope;
  const key = settings.key ?? (settings.topics ? null : topicKey(scope));
  const topics = settings.topics ?? newTopics(scope, key);
  for (const severity of severities) {
    for (const [index, endpoint] of settings.alerts[severity].entries()) {
      new aws.sns.TopicSubscription(
        `${severity}-${index + 1}`,
        {
          topic: topics[severity],
          protocol: "email",
          endpoint,
        },
        scope.within,
      );
    }
  }
  return { ...topics, key };
}

function newTopics(scope: Deploying, key: $util.Input<string> | null) {
  return {
    page: topic(scope, "page", key),
    notify: topic(scope, "notify", key),
    info: topic(scope, "info", key),
  };
}

function topic(scope: Deploying, severity: Severity, key: $util.Input<string> | null) {
  const created = new aws.sns.Topic(
    severity,
    {
      name: nameOf(scope, severity),
      ...(key === null ? {} : { kmsMasterKeyId: key }),
    },
    scope.within,
  );
  new aws.sns.TopicPolicy(
    severity,
    {
      arn: created.arn,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "alarms",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: arnOf(scope, "sns", nameOf(scope, severity)),
            Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
          },
          {
            Sid: "encrypted",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: arnOf(scope, "sns", nameOf(scope, severity)),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
    scope.within,
  );
  return created.arn;
}

/** The AWS-managed key of SNS would not do: CloudWatch's alarms cannot use it. */
function topicKey(scope: Deploying) {
  return new aws.kms.Key(
    "alerts",
    {
      description: `${nameOf(scope, "alerts")}: messages of the alert topics`,
      tags: tagsOf(scope),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "account",
            Effect: "Allow",
            Principal: { AWS: `arn:${scope.partition}:iam::${scope.account}:root` },
            Action: "kms:*",
            Resource: "*",
          },
          {
            Sid: "alarms",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
          },
        ],
      }),
    },
    scope.within,
  ).arn;
}
