import { z } from "zod";
import type { RpcService } from "../protocols/run-operation.ts";
import { parse } from "../sagemaker/registry/parse-request.ts";
import { type Operation, ServiceError } from "../world.ts";
import type { MessageQueues } from "./message-queues.ts";

/** Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
const queueReference = z.object({ QueueUrl: z.string() });
const createQueue = z.object({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).optional(),
});
const sendMessage = z.object({
  ...queueReference.shape,
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
});
const sendMessageBatch = z.object({
  ...queueReference.shape,
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string(), DelaySeconds: z.int().optional() })),
});
const receiveMessage = z.object({
  ...queueReference.shape,
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  WaitTimeSeconds: z.int().min(0).max(20).default(0),
  VisibilityTimeout: z.int().optional(),
});
const deleteMessage = z.object({ ...queueReference.shape, ReceiptHandle: z.string() });
const named = z.object({ QueueName: z.string() });
const listQueues = z.object({ QueueNamePrefix: z.string().default("") });

/**
 * A message, or a batch of them, has 1 MiB at most.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const mostBytes = 1_048_576;

/** SQS, as far as whoever waits for a pipeline's callback, and whoever logs predictions, needs it. */
export function sqsService(queues: MessageQueues): RpcService {
  const operations: Readonly<Record<string, Operation>> = {
    async CreateQueue(input) {
      const { QueueName, Attributes } = parse(createQueue, input);
      return { QueueUrl: queues.create(QueueName, Attributes) };
    },
    GetQueueUrl: async (input) => ({ QueueUrl: queues.urlOf(parse(named, input).QueueName) }),
    async ListQueues(input) {
      const { QueueNamePrefix } = parse(listQueues, input);
      const names = queues.names.filter((name) => name.startsWith(QueueNamePrefix));
      return { QueueUrls: names.map((name) => queues.urlOf(name)) };
    },
    async SendMessage(input) {
      const { QueueUrl, MessageBody, DelaySeconds } = parse(sendMessage, input);
      const bytes = Buffer.byteLength(MessageBody);
      if (bytes > mostBytes) {
        throw new ServiceError(
          "InvalidParameterValue",
          `One or more parameters are invalid. Reason: Message must be shorter than ${mostBytes} bytes.`,
        );
      }
      return queues.find(QueueUrl).send(MessageBody, DelaySeconds);
    },
    async SendMessageBatch(input) {
      const { QueueUrl, Entries } = parse(sendMessageBatch, input);
      const queue = queues.find(QueueUrl);
      assertBatch(Entries.map(({ Id }) => Id));
      const bytes = Entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
      if (bytes > mostBytes) {
        throw new ServiceError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${mostBytes} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return {
        Successful: Entries.map(({ Id, MessageBody, DelaySeconds }) => ({
          Id,
          ...queue.send(MessageBody, DelaySeconds),
        })),
      };
    },
    async ReceiveMessage(input) {
      const { QueueUrl, MaxNumberOfMessages, WaitTimeSeconds, VisibilityTimeout } = parse(
        receiveMessage,
        input,
      );
      const queue = queues.find(QueueUrl);
      const Messages = await queue.receive(MaxNumberOfMessages, WaitTimeSeconds, VisibilityTimeout);
      return Messages.length === 0 ? {} : { Messages };
    },
    async DeleteMessage(input) {
      const { QueueUrl, ReceiptHandle } = parse(deleteMessage, input);
      queues.find(QueueUrl).delete(ReceiptHandle);
      return {};
    },
    async DeleteQueue(input) {
      queues.delete(parse(queueReference, input).QueueUrl);
      return {};
    },
  };
  return { name: "sqs", target: "AmazonSQS", model: "sqs", operations: new Map(Object.entries(operations)) };
}

/**
 * A batch is refused as a whole where it is none; of its messages each is taken or not.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 *
 * @throws ServiceError
 */
function assertBatch(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new ServiceError(
      "EmptyBatchRequest",
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    );
  }
  if (ids.length > 10) {
    throw new ServiceError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${ids.length}.`,
    );
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ServiceError("BatchEntryIdsNotDistinct", `Id ${twice} repeated.`);
  const wrong = ids.find((id) => !/^[\w-]{1,80}$/.test(id));
  if (wrong !== undefined) {
    throw new ServiceError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  }
}
