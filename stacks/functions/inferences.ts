import type { Deploying } from "../deploying.ts";
import { topicsOfInferences } from "../routes.ts";
import { arnOf, nameOf } from "../scope.ts";
import { lambdaFunction, type Shared } from "./function.ts";
import { consume, queueWithDead } from "./queue.ts";

const days = 86_400;
/** A queue that fills waits, and nobody with it: what is late counts by when its request came. */
const callsAtOnce = 20;

/** The queue that the topics of asynchronous endpoints tell, with its function; nothing where no model of the fleet has any. */
export function inferenceQueue(scope: Deploying, shared: Shared): void {
  const topics = topicsOfInferences(scope.fleet);
  if (topics.length === 0) return;
  const queue = queueWithDead(scope, "inferences", {
    ...{ kept: 4 * days, tries: 20 },
    statements: [fromTopics(scope, topics)],
  });
  const consumer = lambdaFunction(scope, "inferences", shared);
  consume(scope, "inferences", { queue, consumer, batchSize: 10, atOnce: callsAtOnce });
  for (const topic of topics) {
    new aws.sns.TopicSubscription(
      `inferences-${topic.split(":").at(-1)}`,
      { topic, protocol: "sqs", endpoint: queue.arn, rawMessageDelivery: true },
      scope.within,
    );
  }
}

/** https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html */
function fromTopics(scope: Deploying, topics: readonly string[]): object {
  return {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: arnOf(scope, "sqs", nameOf(scope, "inferences")),
    Condition: { ArnEquals: { "aws:SourceArn": topics } },
  };
}
