import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type LocalServer, startLocal } from "../../server.ts";

export interface TestTable {
  readonly TableName: string;
  readonly dynamo: DynamoDBClient;
  readonly server: LocalServer;
  put(id: string, attributes?: Readonly<Record<string, AttributeValue>>): Promise<unknown>;
  get(id: string): Promise<Record<string, AttributeValue> | undefined>;
  close(): Promise<void>;
}

/** A server of its own with one table, whose key is the text `id`. */
export async function testTable(): Promise<TestTable> {
  const TableName = "accounts";
  const server = await startLocal();
  const dynamo = new DynamoDBClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  return {
    TableName,
    dynamo,
    server,
    put: (id, attributes = {}) =>
      dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...attributes } })),
    async get(id) {
      const read = new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true });
      return (await dynamo.send(read)).Item;
    },
    async close() {
      dynamo.destroy();
      await server.close();
    },
  };
}
