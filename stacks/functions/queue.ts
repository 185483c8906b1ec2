import type { Deploying } from "../deploying.ts";
import type { FunctionName } from "../routes.ts";
import { arnOf, nameOf } from "../scope.ts";
import { visibility } from "./sizes.ts";

/** Seconds: the longest that SQS keeps a message. */
const longestKept = 14 * 86_400;

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

/** A queue with a name of the stage's, encrypted by SQS itself. */
export function queue(scope: Deploying, name: string, options: Partial<aws.sqs.QueueArgs>): aws.sqs.Queue {
  return new aws.sqs.Queue(
    name,
    { name: nameOf(scope, name), sqsManagedSseEnabled: true, ...options },
    scope.within,
  );
}

/** A queue whose messages are given up after so many tries, and kept for people then. */
export function queueWithDead(
  scope: Deploying,
  name: FunctionName,
  {
    kept,
    tries,
    statements = [],
  }: {
    readonly kept: number;
    readonly tries: number;
    /** Who of another service may send to it; callers of the account need none. */
    readonly statements?: readonly object[];
  },
): aws.sqs.Queue {
  const dead = queue(scope, `${name}-dead`, { messageRetentionSeconds: longestKept });
  const source = queue(scope, name, {
    visibilityTimeoutSeconds: visibility(name),
    messageRetentionSeconds: kept,
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount: tries }),
    ),
  });
  queuePolicy(scope, name, source, statements);
  queuePolicy(scope, `${name}-dead`, dead);
  return source;
}

/** Messages that fail come back alone. */
export function consume(
  scope: Deploying,
  name: FunctionName,
  {
    queue: source,
    consumer,
    batchSize,
    atOnce,
  }: {
    readonly queue: aws.sqs.Queue;
    readonly consumer: aws.lambda.Function;
    readonly batchSize: number;
    /** Calls at a time: from 2 to 1,000. */
    readonly atOnce: number;
  },
): void {
  new aws.lambda.EventSourceMapping(
    name,
    {
      eventSourceArn: source.arn,
      functionName: consumer.arn,
      batchSize,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: atOnce },
    },
    scope.within,
  );
}
