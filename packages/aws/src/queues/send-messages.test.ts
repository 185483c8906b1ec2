import { createHash } from "node:crypto";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { pointTo, serveJson, WireError } from "../testing/json-wire.ts";
import { sendMessages } from "./send-messages.ts";

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

let service: Awaited<ReturnType<typeof serveJson>>;
let calls: (readonly string[])[];
/** Why a message is not taken, by its body, so many times. */
let refusals: Map<string, { times: number; readonly SenderFault: boolean }>;

beforeAll(async () => {
  service = await serveJson({
    SendMessageBatch(input) {
      const entries = input.Entries as readonly Entry[]; // what the SDK sends
      calls.push(entries.map(({ MessageBody }) => MessageBody));
      if (entries.some(({ MessageBody }) => MessageBody === "forbidden")) {
        throw new WireError("AccessDenied", "not you", 403);
      }
      const failed = entries.filter(({ MessageBody }) => (refusals.get(MessageBody)?.times ?? 0) > 0);
      for (const { MessageBody } of failed) {
        const refusal = refusals.get(MessageBody);
        if (refusal) refusal.times -= 1;
      }
      return {
        Successful: entries
          .filter((entry) => !failed.includes(entry))
          .map(({ Id, MessageBody }) => ({
            Id,
            MessageId: Id,
            MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
          })),
        Failed: failed.map(({ Id, MessageBody }) => ({
          Id,
          Code: "InternalError",
          Message: `${MessageBody} was lost`,
          SenderFault: refusals.get(MessageBody)?.SenderFault ?? false,
        })),
      };
    },
  });
  pointTo(service.url);
});
afterAll(() => service.close());
beforeEach(() => {
  calls = [];
  refusals = new Map();
});

const send = (bodies: readonly string[]) => sendMessages(`${service.url}/111122223333/tides`, bodies);
const many = Array.from({ length: 123 }, (_, index) => `message ${index}`);

it("sends each message once, ten a call", async () => {
  await send(many);
  expect(calls.flat().toSorted()).toEqual(many.toSorted());
  expect(calls.map(({ length }) => length).toSorted((one, other) => one - other)).toEqual([
    3,
    ...Array(12).fill(10),
  ]);
});

it("sends those again that the queue did not take, and those alone", async () => {
  refusals.set("message 7", { times: 2, SenderFault: false });
  await send(many.slice(0, 10));
  expect(calls).toEqual([many.slice(0, 10), ["message 7"], ["message 7"]]);
});

it("says how many were not taken and why, once all others were sent", async () => {
  refusals.set("message 7", { times: 99, SenderFault: false });
  await expect(send(many)).rejects.toThrow(
    new TransientError(
      `${service.url}/111122223333/tides did not take 1 of 10 messages: InternalError: message 7 was lost`,
    ),
  );
  expect(new Set(calls.flat()).size).toBe(many.length);
});

it("sends nothing again that is the sender's fault", async () => {
  refusals.set("message 7", { times: 99, SenderFault: true });
  await expect(send(many.slice(0, 10))).rejects.toBeInstanceOf(Refused);
  expect(calls).toHaveLength(1);
});

it("tells of a call that was refused, and sends the other batches", async () => {
  await expect(send([...many, "forbidden"])).rejects.toThrow("not you");
  expect(new Set(calls.flat()).size).toBe(many.length + 1);
});
