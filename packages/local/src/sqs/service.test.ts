import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

let server: LocalServer;
let sqs: SQSClient;
let QueueUrl: string;
const handled: unknown[] = [];

beforeAll(async () => {
  server = await startLocal({
    functions: {
      names: ["tides", "waves"],
      durable: new Set(),
      tasks: new Set(["tides"]),
      messages: new Set(["waves"]),
      routes: [],
      schedules: [],
      load: async () => async (event) => handled.push(event),
    },
  });
  sqs = new SQSClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "shore" }))).QueueUrl ?? "";
});
afterAll(async () => {
  sqs.destroy();
  await server.close();
});

const entries = (...ids: readonly string[]) => ids.map((Id) => ({ Id, MessageBody: `body of ${Id}` }));
const batch = (Entries: { readonly Id: string; readonly MessageBody: string }[]) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

it("takes a batch of messages, and says of each that it did", async () => {
  const { Successful, Failed } = await batch(entries("a", "b"));
  expect(Successful?.map(({ Id }) => Id)).toEqual(["a", "b"]);
  expect(Failed ?? []).toEqual([]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(["body of a", "body of b"]);
});

it.each([
  ["EmptyBatchRequest", []],
  ["TooManyEntriesInBatchRequest", Array.from({ length: 11 }, (_, index) => String(index))],
  ["BatchEntryIdsNotDistinct", ["a", "b", "a"]],
  ["InvalidBatchEntryId", ["a b"]],
])("refuses a batch with %s, and takes none of its messages", async (name, ids) => {
  await expect(batch(entries(...ids))).rejects.toMatchObject({ name });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages).toEqual([]);
});

it("takes a message of 1 MiB, alone or in a batch, and refuses what is longer", async () => {
  const mib = "x".repeat(1_048_576);
  const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await expect(send(`${mib}x`)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  const two = [...entries("a"), { Id: "b", MessageBody: mib }];
  await expect(batch(two)).rejects.toMatchObject({ name: "BatchRequestTooLong" });
  await send(mib);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(Messages?.map(({ Body }) => Body?.length)).toEqual([1_048_576]);
});

it("gives what others send to a function's queue to the function, in batches", async () => {
  const own = QueueUrl.replace("shore", "driftwheel-waves");
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: own, Entries: entries("c", "d") }));
  await expect.poll(() => server.idle()).toBe(true);
  const bodies = handled.flatMap((event) => (event as SQSEvent).Records.map(({ body }) => body));
  expect(bodies.toSorted()).toEqual(["body of c", "body of d"]);
  handled.length = 0;
});

it("gives what is sent to a function's own queue to the function, one message a call, and to nobody else", async () => {
  const own = QueueUrl.replace("shore", "driftwheel-tides");
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: own, Entries: entries("a", "b") }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: own }));
  expect(Messages).toEqual([]);
  await expect.poll(() => server.idle()).toBe(true);
  expect(handled).toMatchObject([{ Records: [{ body: "body of a" }] }, { Records: [{ body: "body of b" }] }]);
});
