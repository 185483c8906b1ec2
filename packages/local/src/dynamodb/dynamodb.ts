import type { IncomingMessage, ServerResponse } from "node:http";
import dynalite from "dynalite";

export interface DynamoDb {
  accepts(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
  close(): Promise<void>;
}

/**
 * DynamoDB by dynalite: its server never listens, requests are handed to it.
 *
 * @param path of the folder in which it keeps what it has; null for its own memory
 */
export function dynamoDb(path: string | null): DynamoDb {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(path === null ? {} : { path }),
  });
  return {
    accepts: ({ headers }) => String(headers["x-amz-target"] ?? "").startsWith("DynamoDB_"),
    handle: (incoming, outgoing) => {
      server.emit("request", incoming, outgoing);
    },
    async close() {
      if (path === null) return;
      // It closes its database only with a server that listens.
      await new Promise<void>((resolve) =>
        server.listen(0, "127.0.0.1", () => server.close(() => resolve())),
      );
    },
  };
}

/** Makes the ledger's table, unless it is there: one item for the entries of one decision, by model and first sequence number. */
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
  if (response.ok) return;
  const reason = await response.text();
  if (!reason.includes("ResourceInUseException")) {
    throw new Error(`The ledger's table cannot be made: ${reason}`);
  }
}
