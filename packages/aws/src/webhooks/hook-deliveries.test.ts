import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { dynamoHookDeliveries } from "./hook-deliveries.ts";

const table = "deliveries-under-test";
let database: TestDynamoDb;
let client: DynamoDBClient;
let deliveries: ReturnType<typeof dynamoHookDeliveries>;

beforeAll(async () => {
  database = await startDynamoDb();
  client = database.newClient();
  await database.createTable(table);
  deliveries = dynamoHookDeliveries({ table, client: () => client });
});
afterAll(() => database.close());

const now = new Date("2026-05-04T10:00:00.000Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

async function claimed(digest: string, at = now, done = false): Promise<string> {
  const claim = await deliveries.claim({ source: "lake", digest }, at, done);
  if (claim.result !== "claimed") throw new Error(`not claimed: ${claim.result}`);
  return claim.token;
}

describe("a delivery", () => {
  it("is claimed by one of many, and repeated once it was confirmed, for good", async () => {
    const delivery = { source: "lake", digest: "one" };
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => deliveries.claim(delivery, now, false)),
    );
    const [won] = claims.filter(({ result }) => result === "claimed");

    expect(claims.map(({ result }) => result).sort()).toEqual(["claimed", ...Array(19).fill("under-way")]);
    await deliveries.confirm(delivery, won?.result === "claimed" ? won.token : "");
    expect(await deliveries.claim(delivery, later(400 * 86_400), false)).toEqual({ result: "repeated" });
  });

  it("is another one when it is of another source", async () => {
    await claimed("two");
    expect(await deliveries.claim({ source: "pond", digest: "two" }, now, false)).toMatchObject({
      result: "claimed",
    });
  });

  it("whose process died is taken over once the claim is old, and only by one", async () => {
    const delivery = { source: "lake", digest: "three" };
    const dead = await claimed("three");
    expect(await deliveries.claim(delivery, later(60), false)).toEqual({ result: "under-way" });

    await claimed("three", later(61));
    expect(await deliveries.claim(delivery, later(61), false)).toEqual({ result: "under-way" });
    await deliveries.release(delivery, dead);
    expect(await deliveries.claim(delivery, later(62), false)).toEqual({ result: "under-way" });
  });

  it("that was given back is claimed by the next", async () => {
    await deliveries.release({ source: "lake", digest: "four" }, await claimed("four"));
    await claimed("four");
  });

  it("that must not be tried twice is never taken over", async () => {
    await claimed("five", now, true);
    expect(await deliveries.claim({ source: "lake", digest: "five" }, later(9_999), true)).toEqual({
      result: "repeated",
    });
  });

  it("stands beside the ledgers", async () => {
    await claimed("six");
    const Key = { pk: { S: "HOOK#lake" }, sk: { S: "DELIVERY#six" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
    expect(Item).toMatchObject({ done: { BOOL: false }, claimed: { N: String(now.getTime()) } });
  });
});
