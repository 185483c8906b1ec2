import { z } from "zod";
import type { RpcService } from "../protocols/run-operation.ts";
import { parse } from "../sagemaker/registry/parse-request.ts";
import type { Operation } from "../world.ts";
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
const receiveMessage = z.object({
  ...queueReference.shape,
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  WaitTimeSeconds: z.int().min(0).max(20).default(0),
  VisibilityTimeout: z.int().optional(),
});
const deleteMessage = z.object({ ...queueReference.shape, ReceiptHandle: z.string() });
const named = z.object({ QueueName: z.string() });
const listQueues = z.object({ QueueNamePrefix: z.string().default("") });

/** SQS, as far as somebody who waits for a pipeline's callback needs it. */
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
      return queues.find(QueueUrl).send(MessageBody, DelaySeconds);
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
