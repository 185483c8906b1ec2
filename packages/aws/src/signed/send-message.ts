import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { errorCodeOf, sendJson } from "./json-operation.ts";

/** Milliseconds; nobody waits for it. */
const patience = 3_000;

/**
 * Puts one message into a queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 *
 * @throws TransientError when trying again may help, Refused when SQS will never take it
 */
export async function sendMessage(queue: string, text: string): Promise<void> {
  const { status, body } = await sendJson(
    "sqs",
    "AmazonSQS.SendMessage",
    { QueueUrl: queue, MessageBody: text },
    patience,
  );
  if (status === 200) return;
  const code = errorCodeOf(body);
  const Kind = status >= 500 || /throttl/i.test(code) ? TransientError : Refused;
  throw new Kind(`SQS does not take a message for ${queue}: ${status} ${code}`);
}
