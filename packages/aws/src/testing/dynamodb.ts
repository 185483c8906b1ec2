import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";

/** DynamoDB on a port of this machine, in memory. */
export interface TestDynamoDb {
  readonly endpoint: string;
  /** A client as another process would have it; closed with the database. */
  newClient(config?: DynamoDBClientConfig): DynamoDBClient;
  /** Makes a table in the shape of the ledger's. */
  createTable(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function startDynamoDb(): Promise<TestDynamoDb> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const clients: DynamoDBClient[] = [];
  function newClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
    const credentials = { accessKeyId: "any", secretAccessKey: "any" };
    const client = new DynamoDBClient({ region: "eu-north-1", endpoint, credentials, ...config });
    clients.push(client);
    return client;
  }
  return {
    endpoint,
    newClient,
    async createTable(name) {
      await newClient().send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [
            { AttributeName: "pk", AttributeType: "S" },
            { AttributeName: "sk", AttributeType: "S" },
          ],
          KeySchema: [
            { AttributeName: "pk", KeyType: "HASH" },
            { AttributeName: "sk", KeyType: "RANGE" },
          ],
        }),
      );
    },
    async close() {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
