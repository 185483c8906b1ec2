import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

const TableName = "driftwheel-ledger";
let server: LocalServer;
let dynamo: DynamoDBClient;

beforeAll(async () => {
  server = await startLocal();
  dynamo = new DynamoDBClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  dynamo.destroy();
  await server.close();
});

const append = (sk: string) =>
  dynamo.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: "MODEL#frost" }, sk: { S: sk } },
      ConditionExpression: "attribute_not_exists(pk)",
    }),
  );

it("has the ledger's table from the start", async () => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));

  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
});

it("lets one of two writers append, and reads in order", async () => {
  await append("ENTRY#00000002");
  const both = await Promise.allSettled([append("ENTRY#00000001"), append("ENTRY#00000001")]);

  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "MODEL#frost" } },
      ConsistentRead: true,
    }),
  );

  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { name: "ConditionalCheckFailedException" },
  });
  expect(Items?.map(({ sk }) => sk?.S)).toEqual(["ENTRY#00000001", "ENTRY#00000002"]);
});

it("belongs to one server: another one has a ledger of its own", async () => {
  const other = await startLocal();
  const otherDynamo = new DynamoDBClient({
    endpoint: other.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

  const { Table } = await otherDynamo.send(new DescribeTableCommand({ TableName }));

  otherDynamo.destroy();
  await other.close();
  expect(Table?.ItemCount).toBe(0);
});

it("has a table for whoever looks as soon as CreateTable has answered, and no more after DeleteTable", async () => {
  const table = { TableName: "short-lived" };
  const created = await dynamo.send(
    new CreateTableCommand({
      ...table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const described = await dynamo.send(new DescribeTableCommand(table));
  await dynamo.send(new DeleteTableCommand(table));

  expect(created.TableDescription?.TableStatus).toBe("CREATING");
  expect(described.Table).toMatchObject({
    TableStatus: "ACTIVE",
    TableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/short-lived",
  });
  await expect(dynamo.send(new DescribeTableCommand(table))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("refuses a table's name that is none, and what an item may not be, in DynamoDB's words", async () => {
  const put = (name: string, item: Record<string, AttributeValue>) =>
    dynamo.send(new PutItemCommand({ TableName: name, Item: { pk: { S: "a" }, sk: { S: "b" }, ...item } }));
  await expect(put("a table", {})).rejects.toMatchObject({
    name: "ValidationException",
    message:
      "1 validation error detected: Value 'a table' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  });
  await expect(put(TableName, { n: { N: "one" } })).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("cannot be converted to a numeric value: one"),
  });
  await expect(put("nowhere", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

it("forgets a table's description with the table", async () => {
  const table = (key: string) =>
    new CreateTableCommand({
      TableName: "remade",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
      KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
    });
  const put = (key: string) =>
    dynamo.send(new PutItemCommand({ TableName: "remade", Item: { [key]: { S: "x" } } }));
  await dynamo.send(table("one"));
  await put("one");
  await dynamo.send(new DeleteTableCommand({ TableName: "remade" }));
  await expect(put("one")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await dynamo.send(table("other"));
  await put("other");
  await expect(put("one")).rejects.toMatchObject({ name: "ValidationException" });
});
