import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Attempt, DeliveryInput, DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { deliveryKey } from "./delivery-item.ts";
import { dynamoDeliveryLog } from "./delivery-log.ts";
import { redriveOf } from "./redrive.ts";

const table = "ledger-under-test";
let database: TestDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  database = await startDynamoDb();
  client = database.newClient();
  await database.createTable(table);
});
afterAll(() => database.close());

const log = () => dynamoDeliveryLog({ table, client });
const at = (minute: number) => new Date(Date.UTC(2026, 7, 3, 10, minute)).toISOString();

function entry(sequence: number): Entry {
  return {
    model: "vines",
    sequence,
    kind: "paused",
    at: at(sequence),
    because: "Someone said so.",
    causedBy: sequence - 1,
    data: { by: "someone", reason: "p = 4e-211" },
  };
}

function delivery(
  subscription: string,
  sequence: number,
  changes: Partial<DeliveryRecord> = {},
): DeliveryRecord {
  return {
    id: messageId(entry(sequence)),
    subscription,
    model: "vines",
    sequence,
    kind: "paused",
    createdAt: at(sequence),
    status: "pending",
    attempts: [],
    execution: 1,
    ...changes,
  };
}

const failed: Attempt = { at: at(5), took: 120, status: 500, error: "answered 500: ä", next: at(6) };

describe("the delivery log in DynamoDB", () => {
  it("gives back a delivery with its attempts and its entry", async () => {
    const opened = delivery("one", 1);
    await log().open(opened, entry(1));
    expect(await log().delivery("one", opened.id)).toEqual(opened);

    const recorded = delivery("one", 1, { attempts: [failed], status: "dead" });
    await log().put(recorded);
    expect(await log().delivery("one", opened.id)).toEqual(recorded);
    expect(await log().entry("one", opened.id)).toEqual(entry(1));
  });

  it("is introduced once: what is known already is not written over", async () => {
    await log().introduce(delivery("new", 1), entry(1));
    await log().put(delivery("new", 1, { status: "delivered" }));
    await log().introduce(delivery("new", 1), entry(1));

    expect(await log().delivery("new", messageId(entry(1)))).toMatchObject({ status: "delivered" });
    expect(await log().entry("new", messageId(entry(1)))).toEqual(entry(1));
  });

  it("knows nothing of what was never sent, nor of ids of others", async () => {
    expect(await log().delivery("one", messageId(entry(2)))).toBeNull();
    expect(await log().delivery("two", messageId(entry(1)))).toBeNull();
    expect(await log().entry("one", messageId(entry(2)))).toBeNull();
    expect(await log().delivery("one", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")).toBeNull();
    expect(await log().deliveries("two", { limit: 10 })).toEqual({ deliveries: [], next: null });
  });

  it("lets the latest execution have the last word", async () => {
    const later = delivery("late", 1, { execution: 2, status: "delivered" });
    await log().open(later, entry(1));
    await log().put(delivery("late", 1, { execution: 1, status: "dead" }));

    expect(await log().delivery("late", later.id)).toEqual(later);
  });

  it("is deleted ninety days after the last thing that is known of it", async () => {
    await log().put(delivery("kept", 1));
    await log().put(delivery("kept", 2, { attempts: [failed] }));
    const expires = async (sequence: number) => {
      const key = deliveryKey("kept", messageId(entry(sequence)));
      if (key === null) return expect.unreachable();
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key }));
      return new Date(Number(Item?.expires?.N) * 1_000).toISOString();
    };

    expect(await expires(1)).toBe("2026-11-01T10:01:00.000Z");
    expect(await expires(2)).toBe("2026-11-01T10:05:00.000Z");
  });

  it("pages from the latest entry to the first, without gap or double", async () => {
    for (let sequence = 1; sequence <= 25; sequence++) await log().put(delivery("paged", sequence));
    const sequences: number[][] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<ReturnType<typeof log>["deliveries"]>> = await log().deliveries(
        "paged",
        {
          limit: 10,
          ...(after === null ? {} : { after }),
        },
      );
      sequences.push(page.deliveries.map(({ sequence }) => sequence));
      after = page.next;
    } while (after !== null);

    expect(sequences.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(sequences.flat()).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  it("finds those of one status among many, page by page", async () => {
    for (let sequence = 1; sequence <= 230; sequence++) {
      await log().put(delivery("mixed", sequence, { status: sequence % 50 === 0 ? "dead" : "delivered" }));
    }
    const first = await log().deliveries("mixed", { status: "dead", limit: 3 });
    const second = await log().deliveries("mixed", { status: "dead", limit: 3, after: first.next ?? "" });

    expect(first.deliveries.map(({ sequence }) => sequence)).toEqual([200, 150, 100]);
    expect(second).toMatchObject({ deliveries: [{ sequence: 50 }], next: null });
    expect(await log().deliveries("mixed", { status: "pending", limit: 3 })).toEqual({
      deliveries: [],
      next: null,
    });
  });

  it("refuses to go on after what is no delivery", async () => {
    await expect(log().deliveries("mixed", { limit: 3, after: "yesterday" })).rejects.toThrow(
      'after is "yesterday"',
    );
  });

  it("disables once, knows the same doing again, and is live after it was enabled", async () => {
    expect(await log().status("leaving")).toEqual({
      name: "leaving",
      status: "live",
      since: null,
      why: null,
    });
    const outcomes = await Promise.all([
      log().disable("leaving", "410", at(1)),
      log().disable("leaving", "410", at(2)),
    ]);
    expect(outcomes.toSorted()).toEqual(["already", "disabled"]);
    const winner = outcomes[0] === "disabled" ? 1 : 2;
    expect(await log().disable("leaving", "410", at(winner))).toBe("disabled");
    expect(await log().status("leaving")).toEqual({
      name: "leaving",
      status: "disabled",
      since: at(winner),
      why: "410",
    });
    // The status is no delivery.
    expect((await log().deliveries("leaving", { limit: 5 })).deliveries).toEqual([]);

    await log().enable("leaving");
    await log().enable("leaving");
    expect((await log().status("leaving")).status).toBe("live");
  });

  it("redrives what is dead or dropped, under the next number, and nothing else", async () => {
    const started: DeliveryInput[] = [];
    const drive = redriveOf({
      log: log(),
      start: async (one) => void started.push(one),
      now: () => new Date(at(10)),
    });
    await log().open(delivery("again", 1, { status: "dead" }), entry(1));
    await log().open(delivery("again", 2, { status: "dropped", execution: 3 }), entry(2));
    await log().open(delivery("again", 3, { status: "delivered" }), entry(3));
    await log().open(delivery("again", 4), entry(4));

    const ids = [1, 2, 3, 4].map((sequence) => messageId(entry(sequence)));
    expect(await drive.redrive("again", null)).toEqual({ redriven: [ids[1], ids[0]] });
    expect(started).toEqual([
      { subscription: "again", execution: 4, entry: entry(2) },
      { subscription: "again", execution: 2, entry: entry(1) },
    ]);
    expect(await drive.redrive("again", [...ids, "msg_of_someone_else"])).toEqual({
      redriven: [ids[0], ids[1]],
    });
    expect(await drive.redrive("nobody", null)).toEqual({ redriven: [] });
  });

  it("redrives what is pending only when nobody has worked on it for more than a day", async () => {
    const started: DeliveryInput[] = [];
    const day = 24 * 60;
    let now = at(day);
    const drive = redriveOf({
      log: log(),
      start: async (one) => void started.push(one),
      now: () => new Date(now),
    });
    await log().open(delivery("stuck", 1), entry(1));
    await log().open(
      delivery("stuck", 2, { attempts: [{ ...failed, at: at(2), next: at(12 * 60) }] }),
      entry(2),
    );

    expect(await drive.redrive("stuck", null)).toEqual({ redriven: [] });
    now = at(day + 3 * 60);
    expect(await drive.redrive("stuck", null)).toEqual({ redriven: [messageId(entry(1))] });
    expect(started).toEqual([{ subscription: "stuck", execution: 2, entry: entry(1) }]);
  });
});
