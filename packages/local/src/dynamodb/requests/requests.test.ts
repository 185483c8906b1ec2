import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestTable, testTable } from "../testing/table.ts";

const arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/accounts";
const definition = (...names: string[]) => ({
  BillingMode: "PAY_PER_REQUEST" as const,
  AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-town",
      KeySchema: [
        { AttributeName: "town", KeyType: "HASH" as const },
        { AttributeName: "street", KeyType: "RANGE" as const },
      ],
      Projection: { ProjectionType: "ALL" as const },
    },
  ],
});
const TableName = "indexed";
let table: TestTable;

beforeAll(async () => {
  table = await testTable();
  await table.dynamo.send(
    new CreateTableCommand({
      TableName,
      ...definition("id", "town", "street"),
      Tags: [{ Key: "team", Value: "tides" }],
    }),
  );
});
afterAll(() => table.close());

it("a table's ARN is as good as its name", async () => {
  await table.dynamo.send(
    new PutItemCommand({ TableName: arn, Item: { id: { S: "ann" }, age: { N: "7" } } }),
  );
  await table.dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName: arn, Item: { id: { S: "bob" } } } }],
    }),
  );

  const { Item } = await table.dynamo.send(new GetItemCommand({ TableName: arn, Key: { id: { S: "ann" } } }));
  const { Count } = await table.dynamo.send(new ScanCommand({ TableName: arn }));
  const { Table } = await table.dynamo.send(new DescribeTableCommand({ TableName: arn }));

  expect(Item).toEqual({ id: { S: "ann" }, age: { N: "7" } });
  expect(Count).toBe(2);
  expect(Table?.TableArn).toBe(arn);
  const elsewhere = arn.replace("eu-west-1", "eu-west-2");
  await expect(table.dynamo.send(new ScanCommand({ TableName: elsewhere }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

it("batches call tables by their ARNs, and answers call them the same", async () => {
  const Keys = [{ id: { S: "cleo" } }];
  await table.dynamo.send(
    new BatchWriteItemCommand({ RequestItems: { [arn]: [{ PutRequest: { Item: { id: { S: "cleo" } } } }] } }),
  );
  const { Responses } = await table.dynamo.send(
    new BatchGetItemCommand({ RequestItems: { [arn]: { Keys } } }),
  );
  expect(Responses).toEqual({ [arn]: Keys });
  const twice = new BatchGetItemCommand({ RequestItems: { [arn]: { Keys }, accounts: { Keys } } });
  await expect(table.dynamo.send(twice)).rejects.toMatchObject({
    name: "ValidationException",
    message: "RequestItems has a table twice: by its name and by its ARN.",
  });
});

it.each([
  [
    { town: { N: "1" } },
    "One or more parameter values were invalid: Type mismatch for Index Key town Expected: S Actual: N IndexName: by-town",
  ],
  [
    { town: { S: "" } },
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-town, IndexKey: town",
  ],
  [
    { street: { S: "x".repeat(1_025) } },
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
  ],
])("a batch with a wrong key of an index writes nothing: %#", async (attributes, message) => {
  const items = [{ id: { S: "dora" } }, { id: { S: "emil" }, ...attributes }];
  const RequestItems = { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) };
  await expect(table.dynamo.send(new BatchWriteItemCommand({ RequestItems }))).rejects.toMatchObject({
    name: "ValidationException",
    message,
  });
  const { Item } = await table.dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: "dora" } } }));
  expect(Item).toBeUndefined();
});

it("a transaction whose item lacks its key is refused", async () => {
  const TransactItems = [{ Put: { TableName, Item: { town: { S: "Husum" } } } }];
  await expect(table.dynamo.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
    name: "ValidationException",
    message: "One or more parameter values were invalid: Missing the key id in the item",
  });
});

it("a number may begin with a plus", async () => {
  await table.put("plus", {
    n: { N: "+1E6" },
    all: { NS: ["+1.50"] },
    deep: { L: [{ N: "+2" }] },
    text: { S: "+1" },
  });

  expect(await table.get("plus")).toMatchObject({
    n: { N: "1000000" },
    all: { NS: ["1.5"] },
    deep: { L: [{ N: "2" }] },
    text: { S: "+1" },
  });
  await expect(table.put("plus", { n: { N: "++1" } })).rejects.toMatchObject({ name: "ValidationException" });
});

it("a new table has its tags", async () => {
  const { Tags } = await table.dynamo.send(
    new ListTagsOfResourceCommand({ ResourceArn: arn.replace("accounts", TableName) }),
  );
  expect(Tags).toEqual([{ Key: "team", Value: "tides" }]);
});

it("a table defines no attribute that is in no key", async () => {
  await expect(
    table.dynamo.send(
      new CreateTableCommand({ TableName: "unused", ...definition("town", "id", "street", "age") }),
    ),
  ).rejects.toMatchObject({
    message:
      "One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [age, id, street, town], keys used: [id, street, town]",
  });
});

const emptyText = "The AttributeValue for a key attribute cannot contain an empty string value.";

it.each([
  [
    { id: { S: "x" }, town: { S: "" } },
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${emptyText} IndexName: by-town, IndexKey: town`,
  ],
  [{ id: { S: "" } }, `One or more parameter values are not valid. ${emptyText} Key: id`],
  [
    { id: { S: "x" }, town: { S: "x".repeat(2049) } },
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
  ],
  [
    { id: { S: "x" }, street: { S: "x".repeat(1025) } },
    "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
  ],
  [
    { id: { S: "ä".repeat(1025) } },
    "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
  ],
])("no item is %o", async (Item, message) => {
  await expect(table.dynamo.send(new PutItemCommand({ TableName, Item }))).rejects.toMatchObject({
    name: "ValidationException",
    message,
  });
});

it("no key of an index becomes empty, and no empty key is asked for", async () => {
  await table.dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: "x" }, town: { S: "Kiel" } } }));
  const update = (UpdateExpression: string) =>
    table.dynamo.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: "x" } },
        UpdateExpression,
        ExpressionAttributeValues: { ":none": { S: "" } },
      }),
    );
  await expect(update("SET town = :none")).rejects.toMatchObject({
    message: expect.stringContaining("attempted to update a secondary index key"),
  });
  await update("SET note = :none");
  await expect(
    table.dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: "" } } })),
  ).rejects.toMatchObject({
    message: `One or more parameter values are not valid. ${emptyText} Key: id`,
  });
  await expect(
    table.dynamo.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "id = :none",
        ExpressionAttributeValues: { ":none": { S: "" } },
      }),
    ),
  ).rejects.toMatchObject({ message: `One or more parameter values are not valid. ${emptyText} Key: id` });
});

it("an index is not scanned consistently, and a deletion gives nothing new", async () => {
  const scan = new ScanCommand({ TableName, IndexName: "by-town", ConsistentRead: true });
  await expect(table.dynamo.send(scan)).rejects.toMatchObject({
    message: "Consistent reads are not supported on global secondary indexes",
  });
  await table.dynamo.send(new ScanCommand({ TableName, ConsistentRead: true }));
  await expect(
    table.dynamo.send(new DeleteItemCommand({ TableName, Key: { id: { S: "x" } }, ReturnValues: "ALL_NEW" })),
  ).rejects.toMatchObject({ name: "ValidationException" });
});

it("the expressions of a transaction are looked at before its keys", async () => {
  const write = new TransactWriteItemsCommand({
    TransactItems: [
      {
        Delete: {
          TableName,
          Key: { wrong: { S: "x" } },
          ConditionExpression: "#i <> town",
          ExpressionAttributeNames: { "#i": "id", "#unused": "x" },
        },
      },
    ],
  });
  await expect(table.dynamo.send(write)).rejects.toMatchObject({
    message: "Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}",
  });
});
