import type { Deploying } from "./deploying.ts";
import { assumedBy } from "./functions/function.ts";
import { queuePolicy } from "./functions/queue.ts";
import { arnOf, nameOf } from "./scope.ts";

/**
 * Whatever was put over an entry, changed one or deleted it, by whomever: a role that may append could leave the
 * condition out, and an administrator may do anything. The table tells of every write; of those to an entry's item only
 * the first is right, and each other one stays in a queue that has an alarm. Nothing reads the ledger for it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export function overwritten(scope: Deploying, table: aws.dynamodb.Table): void {
  const found = new aws.sqs.Queue(
    "overwritten",
    {
      name: nameOf(scope, "overwritten"),
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 14 * 86_400,
    },
    scope.within,
  );
  queuePolicy(scope, "overwritten", found);
  const role = new aws.iam.Role(
    "overwritten",
    {
      name: nameOf(scope, "overwritten"),
      assumeRolePolicy: assumedBy("pipes.amazonaws.com", scope),
    },
    scope.within,
  );
  const allowed = new aws.iam.RolePolicy(
    "overwritten",
    {
      role: role.name,
      policy: table.streamArn.apply((stream) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
              Resource: stream,
            },
            // It names no stream. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
            { Effect: "Allow", Action: "dynamodb:ListStreams", Resource: "*" },
            {
              Effect: "Allow",
              Action: "sqs:SendMessage",
              Resource: arnOf(scope, "sqs", nameOf(scope, "overwritten")),
            },
          ],
        }),
      ),
    },
    scope.within,
  );
  new aws.pipes.Pipe(
    "overwritten",
    {
      name: nameOf(scope, "overwritten"),
      roleArn: role.arn,
      source: table.streamArn,
      sourceParameters: {
        dynamodbStreamParameters: { startingPosition: "TRIM_HORIZON", batchSize: 10 },
        filterCriteria: { filters: [{ pattern: JSON.stringify(notAppended) }] },
      },
      target: found.arn,
      targetParameters: { inputTemplate: told },
    },
    // A pipe looks at once whether its role may read.
    { ...scope.within, dependsOn: [allowed] },
  );
}

/** An append is an INSERT. Snapshots and what webhooks leave have other keys. */
const notAppended = {
  eventName: ["MODIFY", "REMOVE"],
  dynamodb: { Keys: { sk: { S: [{ prefix: "ENTRY#" }] } } },
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html */
const told =
  '{"what": <$.eventName>, "ledger": <$.dynamodb.Keys.pk.S>, "item": <$.dynamodb.Keys.sk.S>, "at": <$.dynamodb.ApproximateCreationDateTime>}';
