import {
  DescribeTableCommand,
  type GlobalSecondaryIndexUpdate,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestTable, testTable } from "../testing/table.ts";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});
afterEach(() => table.close());

const create = (IndexName: string, name = "town"): GlobalSecondaryIndexUpdate => ({
  Create: {
    IndexName,
    KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  },
});
const update = (...GlobalSecondaryIndexUpdates: GlobalSecondaryIndexUpdate[]) =>
  table.dynamo.send(
    new UpdateTableCommand({
      TableName: table.TableName,
      AttributeDefinitions: [{ AttributeName: "town", AttributeType: "S" }],
      GlobalSecondaryIndexUpdates,
    }),
  );
const describe = async () =>
  (await table.dynamo.send(new DescribeTableCommand({ TableName: table.TableName }))).Table;
const idsIn = async (town: string) => {
  const { Items = [] } = await table.dynamo.send(
    new QueryCommand({
      TableName: table.TableName,
      IndexName: "by-town",
      KeyConditionExpression: "town = :town",
      ExpressionAttributeValues: { ":town": { S: town } },
    }),
  );
  return Items.map(({ id }) => id?.S).toSorted();
};

it("an index that a table gets later has the items from before and from after", async () => {
  await table.put("ann", { town: { S: "Kiel" } });
  await table.put("bob");

  const { TableDescription } = await update(create("by-town"));
  await table.put("cid", { town: { S: "Kiel" } });

  expect(TableDescription?.GlobalSecondaryIndexes).toMatchObject([{ IndexStatus: "CREATING" }]);
  expect(await describe()).toMatchObject({
    TableStatus: "ACTIVE",
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "town", AttributeType: "S" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-town",
        IndexStatus: "ACTIVE",
        IndexArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/accounts/index/by-town",
      },
    ],
  });
  expect(await idsIn("Kiel")).toEqual(["ann", "cid"]);
});

it("an index is gone when it is deleted, and empty when it is made again of nothing", async () => {
  await table.put("ann", { town: { S: "Kiel" } });
  await update(create("by-town"));

  const { TableDescription } = await update({ Delete: { IndexName: "by-town" } });

  expect(TableDescription?.GlobalSecondaryIndexes).toMatchObject([{ IndexStatus: "DELETING" }]);
  const described = await describe();
  expect(described?.GlobalSecondaryIndexes).toBeUndefined();
  expect(described?.AttributeDefinitions).toEqual([{ AttributeName: "id", AttributeType: "S" }]);
  await expect(idsIn("Kiel")).rejects.toMatchObject({ name: "ValidationException" });
  await table.put("ann");
  await update(create("by-town"));
  expect(await idsIn("Kiel")).toEqual([]);
});

it("refuses an index that is there, two at once, one on what is not defined, and to delete what is not there", async () => {
  await update(create("by-town"));

  await expect(update(create("by-town"))).rejects.toMatchObject({ name: "ValidationException" });
  await expect(update(create("one"), create("two"))).rejects.toMatchObject({
    name: "LimitExceededException",
  });
  await expect(update(create("one", "street"))).rejects.toMatchObject({ name: "ValidationException" });
  await expect(update({ Delete: { IndexName: "none" } })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await expect(
    table.dynamo.send(
      new PutItemCommand({ TableName: table.TableName, Item: { id: { S: "x" }, town: { N: "1" } } }),
    ),
  ).rejects.toMatchObject({ name: "ValidationException" });
});
