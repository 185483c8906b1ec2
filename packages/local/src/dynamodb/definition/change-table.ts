import { setImmediate } from "node:timers/promises";
import { failure, type Reply } from "../reply.ts";
import type { Tables } from "../tables.ts";
import type { SettingsOfTables } from "./table-settings.ts";

const changing = /"(?:Table|Index)Status":"(?:CREATING|UPDATING|DELETING)"/;

export interface TableRequest {
  readonly TableName: string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly [member: string]: unknown;
}

/**
 * Makes, changes or deletes a table, and answers when that is done, though with the state that it was in at first. Who
 * waits for it finds it at the first look: boto3's waiters look again after twenty seconds.
 */
export async function changeTable(
  operation: "CreateTable" | "UpdateTable" | "DeleteTable",
  request: TableRequest,
  tables: Tables,
  settings: SettingsOfTables,
): Promise<Reply> {
  const { DeletionProtectionEnabled: deletionProtected, ...others } = request;
  const { TableName } = request;
  if (operation === "DeleteTable" && settings.of(TableName).deletionProtected) {
    return failure(
      "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  }
  const isOnlyProtection =
    operation === "UpdateTable" && deletionProtected !== undefined && Object.keys(others).length === 1;
  const reply = isOnlyProtection
    ? asChanged(await tables.ask("DescribeTable", { TableName }))
    : await tables.ask(operation, others);
  if (reply.status !== 200) return reply;
  const look = async () => (await tables.ask("DescribeTable", { TableName })).text;
  while (changing.test(await look())) await setImmediate();
  if (deletionProtected !== undefined) settings.set(TableName, { deletionProtected });
  const answer = withProtection(reply, TableName, settings);
  if (operation === "DeleteTable") settings.forget(TableName);
  return answer;
}

export async function describeTable(
  request: TableRequest,
  tables: Tables,
  settings: SettingsOfTables,
): Promise<Reply> {
  return withProtection(await tables.ask("DescribeTable", request), request.TableName, settings);
}

/** A description in the form of an answer to UpdateTable. */
function asChanged({ status, text }: Reply): Reply {
  if (status !== 200) return { status, text };
  // Dynalite's answer to DescribeTable, which has it.
  const { Table } = JSON.parse(text) as { readonly Table: object };
  return { status, text: JSON.stringify({ TableDescription: Table }) };
}

/** Each description of a table says whether it is protected. */
function withProtection({ status, text }: Reply, table: string, settings: SettingsOfTables): Reply {
  if (status !== 200) return { status, text };
  // One member, the description: dynalite's answers to all that concerns a table.
  const described = Object.entries(JSON.parse(text) as Readonly<Record<string, object>>);
  const DeletionProtectionEnabled = settings.of(table).deletionProtected;
  return {
    status,
    text: JSON.stringify(
      Object.fromEntries(
        described.map(([member, description]) => [member, { ...description, DeletionProtectionEnabled }]),
      ),
    ),
  };
}
