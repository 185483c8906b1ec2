import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { MessageQueue } from "./message-queues.ts";

let queue: MessageQueue;
beforeEach(() => {
  // Messages come back at once.
  queue = new MessageQueue(0);
});

const bodies = async () => (await queue.receive(10, 0)).map(({ Body }) => Body);

it.each(["", "x", "null", "undefined"])("deletes nothing for what is no handle: %j", async (handle) => {
  queue.send("ebb");
  expect(() => queue.delete(handle)).toThrow(
    expect.objectContaining({
      code: "ReceiptHandleIsInvalid",
      message: `The input receipt handle "${handle}" is not a valid receipt handle.`,
    }),
  );
  expect(await bodies()).toEqual(["ebb"]);
});

it("deletes the message of a handle, and none for one that is not the latest", async () => {
  queue.send("ebb");
  queue.send("flood");
  const [old] = await queue.receive(1, 0);
  const [latest] = await queue.receive(1, 0);
  queue.delete(old?.ReceiptHandle ?? "");
  queue.delete(randomUUID());
  expect(await bodies()).toEqual(["ebb", "flood"]);
  const [again] = await queue.receive(1, 0);
  expect(again?.Body).toBe(latest?.Body);
  queue.delete(again?.ReceiptHandle ?? "");
  expect(await bodies()).toEqual(["flood"]);
});
