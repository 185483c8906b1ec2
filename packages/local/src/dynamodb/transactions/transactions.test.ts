import { once } from "node:events";
import { request } from "node:http";
import {
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestTable, testTable } from "../testing/table.ts";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});
afterEach(() => table.close());

const write = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  table.dynamo.send(
    new TransactWriteItemsCommand({ TransactItems, ...(ClientRequestToken ? { ClientRequestToken } : {}) }),
  );
const put = (id: string, more: object = {}): TransactWriteItem => ({
  Put: { TableName: "accounts", Item: { id: { S: id } }, ...more },
});
const add = (id: string, amount: string): TransactWriteItem => ({
  Update: {
    TableName: "accounts",
    Key: { id: { S: id } },
    UpdateExpression: "SET #b = #b + :a",
    ConditionExpression: "#b >= :least",
    ExpressionAttributeNames: { "#b": "balance" },
    ExpressionAttributeValues: { ":a": { N: amount }, ":least": { N: String(-Number(amount)) } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

it("writes all items of a transaction", async () => {
  await table.put("ann", { balance: { N: "10" } });
  await table.put("bob", { balance: { N: "0" } });
  await table.put("old");

  await write([
    add("ann", "-4"),
    add("bob", "4"),
    put("receipt", { ConditionExpression: "attribute_not_exists(id)" }),
    { Delete: { TableName: "accounts", Key: { id: { S: "old" } } } },
  ]);

  const [ann, bob, receipt, old] = await Promise.all(
    ["ann", "bob", "receipt", "old"].map((id) => table.get(id)),
  );
  expect([ann?.balance?.N, bob?.balance?.N]).toEqual(["6", "4"]);
  expect(receipt).toBeDefined();
  expect(old).toBeUndefined();
});

it("writes none of them when one condition does not hold, and tells which, with the item if asked for", async () => {
  await table.put("ann", { balance: { N: "1" } });
  await table.put("bob", { balance: { N: "0" } });

  await expect(write([add("bob", "4"), add("ann", "-4"), put("receipt")])).rejects.toMatchObject({
    name: "TransactionCanceledException",
    message:
      "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]",
    CancellationReasons: [
      { Code: "None" },
      { Code: "ConditionalCheckFailed", Item: { id: { S: "ann" }, balance: { N: "1" } } },
      { Code: "None" },
    ],
  });

  expect((await table.get("bob"))?.balance?.N).toBe("0");
  expect(await table.get("receipt")).toBeUndefined();
});

it("puts back what was written before a write that cannot be done", async () => {
  await table.put("ann", { balance: { N: "1" } });
  await table.put("bob", { balance: { S: "no number" } });
  const unchecked: TransactWriteItem = {
    Update: {
      TableName: "accounts",
      Key: { id: { S: "bob" } },
      UpdateExpression: "SET balance = balance + :a",
      ExpressionAttributeValues: { ":a": { N: "1" } },
    },
  };

  await expect(write([add("ann", "4"), put("new"), unchecked])).rejects.toMatchObject({
    CancellationReasons: [{ Code: "None" }, { Code: "None" }, { Code: "ValidationError" }],
  });

  expect((await table.get("ann"))?.balance?.N).toBe("1");
  expect(await table.get("new")).toBeUndefined();
});

it("only looks at an item of a condition check", async () => {
  const check: TransactWriteItem = {
    ConditionCheck: {
      TableName: "accounts",
      Key: { id: { S: "ann" } },
      ConditionExpression: "attribute_exists(id)",
    },
  };
  await expect(write([check, put("bob")])).rejects.toMatchObject({ name: "TransactionCanceledException" });
  await table.put("ann");
  await write([check, put("bob")]);

  expect(await table.get("bob")).toBeDefined();
});

it("loses no write of transactions that come at once", async () => {
  await table.put("ann", { balance: { N: "0" } });
  await table.put("bob", { balance: { N: "100" } });

  await Promise.all(Array.from({ length: 20 }, () => write([add("bob", "-1"), add("ann", "1")])));

  expect((await table.get("ann"))?.balance?.N).toBe("20");
  expect((await table.get("bob"))?.balance?.N).toBe("80");
});

it("does the transaction of a token once, and refuses the token for another one", async () => {
  await table.put("ann", { balance: { N: "0" } });

  await write([add("ann", "1")], "token-1");
  await write([add("ann", "1")], "token-1");

  expect((await table.get("ann"))?.balance?.N).toBe("1");
  await expect(write([add("ann", "2")], "token-1")).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
});

it("refuses two operations on one item, an entry of two operations, and a table that is not there", async () => {
  await expect(write([put("ann"), add("ann", "1")])).rejects.toMatchObject({ name: "ValidationException" });
  await expect(write([{ ...put("ann"), ...add("bob", "1") }])).rejects.toThrow(
    "TransactItems can only contain one of Check, Put, Update or Delete",
  );
  await expect(write([{ Put: { TableName: "nowhere", Item: { id: { S: "ann" } } } }])).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("reads several items at once, also such that are not there", async () => {
  await table.put("ann", { balance: { N: "7" }, name: { S: "Ann" } });
  const get = (id: string) => ({
    Get: { TableName: "accounts", Key: { id: { S: id } }, ProjectionExpression: "balance" },
  });

  const { Responses } = await table.dynamo.send(
    new TransactGetItemsCommand({ TransactItems: [get("ann"), get("nobody")] }),
  );

  expect(Responses).toEqual([{ Item: { balance: { N: "7" } } }, {}]);
});

/** Sends a request and goes away as soon as it is sent. */
async function leaves(operation: string, input: object): Promise<void> {
  const leaving = request(table.server.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      authorization:
        "AWS4-HMAC-SHA256 Credential=a/20200101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-date": "20200101T000000Z",
    },
  });
  leaving.on("error", () => {});
  leaving.end(JSON.stringify(input));
  await once(leaving, "finish");
  leaving.destroy();
}

it("answers those who come after clients that left before they were answered", async () => {
  const many = write(Array.from({ length: 100 }, (_, at) => put(`many-${at}`)));
  await Promise.all(
    Array.from({ length: 10 }, async (_, at) => {
      await leaves("PutItem", { TableName: "accounts", Item: { id: { S: `left-${at}` } } });
      await leaves("TransactWriteItems", { TransactItems: [put(`left-too-${at}`)] });
    }),
  );
  await many;
  await write([put("after")]);
  expect(await table.get("after")).toBeDefined();
});
