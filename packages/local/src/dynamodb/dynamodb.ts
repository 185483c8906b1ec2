import type { IncomingMessage, ServerResponse } from "node:http";
import dynalite from "dynalite";

export interface DynamoDb {
  accepts(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
}

/** DynamoDB by dynalite, in memory: its server never listens, requests are handed to it. */
export function dynamoDb(): DynamoDb {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    accepts: ({ headers }) => String(headers["x-amz-target"] ?? "").startsWith("DynamoDB_"),
    handle: (incoming, outgoing) => {
      server.emit("request", incoming, outgoing);
    },
  };
}

/** Makes the ledger's table: one item for the entries of one decision, by model and first sequence number. */
export async function createLedgerTable(url: string, region: string, name: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.CreateTable",
      // Dynalite wants the parts of a signature, but checks none of them.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20200101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=00`,
      "x-amz-date": "20200101T000000Z",
    },
    body: JSON.stringify({
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
  });
  if (!response.ok) throw new Error(`The ledger's table cannot be made: ${await response.text()}`);
}
