import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestTable, testTable } from "./testing/table.ts";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});
afterEach(() => table.close());

const ann = { id: { S: "ann" } };
const absent = {
  TableName: "accounts",
  ConditionExpression: "attribute_not_exists(id)",
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
} as const;

it.each([
  ["PutItem", new PutItemCommand({ ...absent, Item: ann })],
  ["DeleteItem", new DeleteItemCommand({ ...absent, Key: ann })],
  ["UpdateItem", new UpdateItemCommand({ ...absent, Key: ann, UpdateExpression: "REMOVE balance" })],
])("%s whose condition does not hold gives the item, if asked for", async (_, command) => {
  await table.put("ann", { balance: { N: "3" } });
  // Each command is one of these three; the client's overloads want to know which.
  await expect(table.dynamo.send(command as PutItemCommand)).rejects.toMatchObject({
    name: "ConditionalCheckFailedException",
    message: "The conditional request failed",
    Item: { ...ann, balance: { N: "3" } },
  });
});

it("a condition that fails on an item that is not there gives none", async () => {
  const present = { ...absent, ConditionExpression: "attribute_exists(id)" };
  const failed = await table.dynamo
    .send(new PutItemCommand({ ...present, Item: ann }))
    .catch((error) => error);
  expect(failed).toMatchObject({ name: "ConditionalCheckFailedException" });
  expect(failed.Item).toBeUndefined();
});
