import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { sqs } from "../clients/sqs.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const largestBatch = 10;
/** Five thousand messages are five hundred calls: so many at once take seconds. */
const callsAtOnce = 8;
const mostTries = 3;

/**
 * Sends messages to a queue, as many a call as it takes. One that was not taken keeps no other from being sent.
 *
 * @throws TransientError or Refused saying how many were not taken, and why the first was not
 */
export async function sendMessages(queueUrl: string, bodies: readonly string[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(bodies.length / largestBatch) }, (_, index) =>
    bodies.slice(index * largestBatch, (index + 1) * largestBatch),
  );
  const waiting = batches.values();
  const failures: unknown[] = [];
  const sender = async () => {
    for (const batch of waiting) {
      try {
        await sendBatch(queueUrl, batch);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, sender));
  // What wants a person's eye is told before what passes.
  if (failures.length > 0) throw failures.find((error) => !(error instanceof TransientError)) ?? failures[0];
}

/** The call answers 200 and says of each message whether the queue took it. */
async function sendBatch(queueUrl: string, bodies: readonly string[]): Promise<void> {
  let left = bodies.map((body, index) => ({ Id: String(index), MessageBody: body }));
  for (let tried = 1; ; tried += 1) {
    const { Failed = [] } = await sqs().send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }),
    );
    const [first] = Failed;
    if (!first) return;
    const refused = Failed.find(({ SenderFault }) => SenderFault);
    const { Code = "no code", Message = "no reason given" } = refused ?? first;
    const text = `${queueUrl} did not take ${Failed.length} of ${bodies.length} messages: ${Code}: ${Message}`;
    if (refused) throw new Refused(text);
    if (tried === mostTries) throw new TransientError(text);
    const again = new Set(Failed.map(({ Id }) => Id));
    left = left.filter(({ Id }) => again.has(Id));
  }
}
