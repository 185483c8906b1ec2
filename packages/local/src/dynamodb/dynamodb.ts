import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import dynalite from "dynalite";
import { serviceModel } from "../service-models/service-model.ts";
import { checkRequest } from "../validation/door.ts";
import { tellIgnored } from "../validation/ignored-members.ts";
import { ServiceError, type World } from "../world.ts";
import { answer } from "./answer.ts";
import { guarded } from "./guard.ts";
import { unreadMembers } from "./unread-members.ts";

export interface DynamoDb {
  accepts(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
  close(): Promise<void>;
}

/**
 * DynamoDB by dynalite: its server never listens; requests are handed to it once they are known to be what the
 * service's model allows.
 *
 * @param path of the folder in which it keeps what it has; null for its own memory
 */
export function dynamoDb(world: World, path: string | null): DynamoDb {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(path === null ? {} : { path }),
  });
  const run = guarded((line) => world.log(line));
  return {
    accepts: ({ headers }) => String(headers["x-amz-target"] ?? "").startsWith("DynamoDB_"),
    handle(incoming, outgoing) {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const [first, ...others] = chunks;
        const body = first && others.length === 0 ? first : Buffer.concat(chunks);
        const refusal = refusalOf(world, String(incoming.headers["x-amz-target"]), body);
        if (refusal) {
          answer(outgoing, refusal.status, typeOf(refusal), refusal.message);
          return;
        }
        run(outgoing, () => {
          const { method, url, headers } = incoming;
          const received = Object.assign(new EventEmitter(), { method, url, headers });
          server.emit("request", received, outgoing);
          if (body.length > 0) received.emit("data", body);
          received.emit("end");
        });
      });
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

/** Why the model does not allow a request. What is no JSON, or no operation, dynalite refuses as DynamoDB does. */
function refusalOf(world: World, target: string, body: Buffer): ServiceError | null {
  const operation = target.split(".")[1] ?? "";
  if (!Object.hasOwn(serviceModel("dynamodb").operations, operation)) return null;
  try {
    const input: unknown = JSON.parse(body.toString());
    if (typeof input !== "object" || input === null) {
      return new ServiceError("SerializationException", "The request body is not a JSON object.");
    }
    // JSON.parse gives plain objects with text keys.
    const request = input as Record<string, unknown>;
    checkRequest("dynamodb", operation, request);
    tellIgnored(world, { service: "dynamodb", operation }, unreadMembers(operation, request));
  } catch (error) {
    if (error instanceof ServiceError) return error;
    if (!(error instanceof SyntaxError)) throw error;
  }
  return null;
}

/** The names as DynamoDB's front gives them, and dynalite repeats them. */
function typeOf({ code }: ServiceError): string {
  return `com.amazon.coral.${code === "ValidationException" ? "validate" : "service"}#${code}`;
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
