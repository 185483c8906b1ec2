import type { Call } from "../http/call.ts";
import type { HttpService } from "../http/service.ts";
import { checkRequest } from "../validation/door.ts";
import { tellIgnored } from "../validation/ignored-members.ts";
import { ServiceError, type World } from "../world.ts";
import { createLedgerTable } from "./definition/ledger-table.ts";
import { SettingsOfTables } from "./definition/table-settings.ts";
import { deleteExpired } from "./definition/time-to-live.ts";
import { type Asked, read } from "./front.ts";
import { OwnOperations } from "./own-operations.ts";
import { answerOf, broken, frontFailure, type Reply } from "./reply.ts";
import { withNamesAsAsked, withTableNames } from "./requests/table-names.ts";
import { unreadMembers } from "./requests/unread-members.ts";
import { openTables, type Tables } from "./tables.ts";
import { Turns } from "./turns.ts";

export interface DynamoDb extends Pick<HttpService, "handle"> {
  close(): Promise<void>;
}

/** Milliseconds between two looks for items that have expired; AWS takes days at most. */
const expiryInterval = 60_000;

export interface Settings {
  /** Folder in which it keeps what it has; null for its own memory. */
  readonly path: string | null;
  /** A table that is there from the start. */
  readonly ledgerTable: string;
}

/** DynamoDB by dynalite, which gets requests once they are known to be what the service's model allows. */
export function dynamoDb(world: World, { path, ledgerTable }: Settings): DynamoDb {
  const turns = new Turns();
  const settings = new SettingsOfTables(world.state);
  const operations = new OwnOperations(settings);
  let opening: Promise<Tables> | null = null;
  let expiring: NodeJS.Timeout | null = null;
  const open = async () => {
    const opened = openTables(world, path);
    await createLedgerTable(opened, settings, ledgerTable);
    expiring = setInterval(() => {
      for (const [table, attribute] of settings.expiring()) {
        void turns
          .alone(() => deleteExpired(table, attribute, opened, Date.now()))
          .catch((error: unknown) => world.warn(`DynamoDB: ${String(error)}`));
      }
    }, expiryInterval);
    return opened;
  };
  const replyTo = async ({ operation, input: asked }: Asked): Promise<Reply> => {
    checkRequest("dynamodb", operation, asked);
    const input = withTableNames(asked, world);
    tellIgnored(world, { service: "dynamodb", operation }, unreadMembers(operation, input));
    opening ??= open();
    const tables = await opening.catch((error: unknown) => {
      world.warn(`DynamoDB cannot be opened: ${String(error)}`);
      return null;
    });
    if (tables === null) return broken;
    const own = operations.of(operation, input, tables);
    // A turn lasts until the tables are done, whether or not somebody still waits for the answer.
    const reply = await (own ? turns.alone(own) : turns.beside(() => tables.answer(operation, input)));
    return withNamesAsAsked(reply, asked, world);
  };
  return {
    async handle(call) {
      return answerOf(await replyOrRefusal(call, replyTo, world), call.requestId);
    },
    async close() {
      const opened = await opening?.catch(() => null);
      // Set as soon as it was open.
      if (expiring) clearInterval(expiring);
      await opened?.close();
    },
  };
}

async function replyOrRefusal(
  call: Call,
  replyTo: (asked: Asked) => Promise<Reply>,
  world: World,
): Promise<Reply> {
  const asked = await read(call);
  if ("status" in asked) return asked;
  try {
    return await replyTo(asked);
  } catch (error) {
    if (error instanceof ServiceError) return frontFailure(error.code, error.message, error.status);
    world.log(`dynamodb broke: ${String(error)}`);
    return broken;
  }
}
