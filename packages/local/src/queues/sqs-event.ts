import { createHash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import type { QueuedMessage } from "./message.ts";

/**
 * A batch as Lambda hands it to a function.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqsEvent(
  messages: readonly QueuedMessage[],
  queue: { readonly arn: string; readonly region: string },
): SQSEvent {
  return {
    Records: messages.map((message) => ({
      messageId: message.id,
      receiptHandle: message.receipt,
      body: message.body,
      attributes: {
        ApproximateReceiveCount: String(message.receiveCount),
        SentTimestamp: String(message.sentAt),
        SenderId: "AIDALOCALDRIFTWHEEL",
        ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
      },
      messageAttributes: {},
      md5OfBody: createHash("md5").update(message.body).digest("hex"),
      eventSource: "aws:sqs",
      eventSourceARN: queue.arn,
      awsRegion: queue.region,
    })),
  };
}

/**
 * Ids of the messages that a function gave back, or "all" when its answer names one that it was not given.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(
  answer: unknown,
  messages: readonly QueuedMessage[],
): "all" | ReadonlySet<string> {
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return new Set();
  const failures: unknown = answer.batchItemFailures;
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return "all";
  const known = new Set(messages.map(({ id }) => id));
  const failed = new Set<string>();
  for (const failure of failures as readonly unknown[]) {
    const id =
      typeof failure === "object" && failure !== null ? Reflect.get(failure, "itemIdentifier") : undefined;
    if (typeof id !== "string" || !known.has(id)) return "all";
    failed.add(id);
  }
  return failed;
}
