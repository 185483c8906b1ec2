import type { IncomingMessage, ServerResponse } from "node:http";
import { serviceModel } from "../service-models/service-model.ts";
import { checkRequest } from "../validation/door.ts";
import { tellIgnored } from "../validation/ignored-members.ts";
import { ServiceError, type World } from "../world.ts";
import { answer, answerBroken, send } from "./answer.ts";
import { createLedgerTable } from "./definition/ledger-table.ts";
import { SettingsOfTables } from "./definition/table-settings.ts";
import { deleteExpired } from "./definition/time-to-live.ts";
import { OwnOperations } from "./own-operations.ts";
import { withoutShiftedIndexes } from "./removed-indexes.ts";
import { openTables, type Tables } from "./tables.ts";
import { Turns } from "./turns.ts";
import { unreadMembers } from "./unread-members.ts";

export interface DynamoDb {
  accepts(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
  close(): Promise<void>;
}

/** Milliseconds between two looks for items that have expired; AWS takes days at most. */
const expiryInterval = 60_000;

type Input = Readonly<Record<string, unknown>>;

interface Settings {
  /** Folder in which it keeps what it has; null for its own memory. */
  readonly path: string | null;
  /** A table that is there from the start. */
  readonly ledgerTable: string;
}

/**
 * DynamoDB by dynalite, which gets requests once they are known to be what the service's model allows. It is loaded by
 * the first request: who only trains and serves models does not wait for it.
 */
export function dynamoDb(world: World, { path, ledgerTable }: Settings): DynamoDb {
  const turns = new Turns();
  const settings = new SettingsOfTables(world.state);
  const operations = new OwnOperations(settings);
  let tables: Tables | null = null;
  let opening: Promise<Tables> | null = null;
  let expiring: NodeJS.Timeout | null = null;
  const open = async () => {
    const opened = await openTables(world, path);
    await createLedgerTable(opened, settings, ledgerTable);
    tables = opened;
    expiring = setInterval(() => {
      for (const [table, attribute] of settings.expiring()) {
        void turns
          .alone(() => deleteExpired(table, attribute, opened, Date.now()))
          .catch((error: unknown) => world.warn(`DynamoDB: ${String(error)}`));
      }
    }, expiryInterval);
    return opened;
  };
  const pass = (opened: Tables, incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse) => {
    const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
    const request = readRequest(world, operation, body);
    if (request instanceof ServiceError) {
      answer(outgoing, request.status, typeOf(request), request.message);
      return;
    }
    const own = request && operations.of(operation, request, opened);
    // A turn lasts until the tables are done, whether or not somebody still waits for the answer.
    const answered = own
      ? turns.alone(own)
      : turns.beside(() => opened.answer(incoming, request ? mended(request, body) : body));
    answered.then(
      (reply) => send(outgoing, reply),
      (error: unknown) => {
        world.log(`dynamodb broke: ${String(error)}`);
        answerBroken(outgoing);
      },
    );
  };
  return {
    accepts: ({ headers }) => String(headers["x-amz-target"] ?? "").startsWith("DynamoDB_"),
    handle(incoming, outgoing) {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const [first, ...others] = chunks;
        const body = first && others.length === 0 ? first : Buffer.concat(chunks);
        if (tables) {
          pass(tables, incoming, body, outgoing);
          return;
        }
        opening ??= open();
        opening.then(
          (opened) => pass(opened, incoming, body, outgoing),
          (error: unknown) => {
            world.warn(`DynamoDB cannot be opened: ${String(error)}`);
            answerBroken(outgoing);
          },
        );
      });
    },
    async close() {
      const opened = await opening?.catch(() => null);
      // Set as soon as it was open.
      if (expiring) clearInterval(expiring);
      await opened?.close();
    },
  };
}

function mended(request: Input, body: Buffer): Buffer {
  const its = withoutShiftedIndexes(request);
  return its === request ? body : Buffer.from(JSON.stringify(its));
}

/** A request that the model allows, or why it does not. What is no JSON, or no operation, dynalite refuses as DynamoDB does: null. */
function readRequest(world: World, operation: string, body: Buffer): Input | ServiceError | null {
  if (!Object.hasOwn(serviceModel("dynamodb").operations, operation)) return null;
  try {
    const input: unknown = JSON.parse(body.toString());
    if (typeof input !== "object" || input === null) {
      return new ServiceError("SerializationException", "The request body is not a JSON object.");
    }
    // JSON.parse gives plain objects with text keys.
    const request = input as Input;
    checkRequest("dynamodb", operation, request);
    tellIgnored(world, { service: "dynamodb", operation }, unreadMembers(operation, request));
    return request;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

/** The names as DynamoDB's front gives them, and dynalite repeats them. */
function typeOf({ code }: ServiceError): string {
  return `com.amazon.coral.${code === "ValidationException" ? "validate" : "service"}#${code}`;
}
