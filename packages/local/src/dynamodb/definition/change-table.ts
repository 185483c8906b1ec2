import { setImmediate } from "node:timers/promises";
import { failure, type Reply } from "../reply.ts";
import type { Tables } from "../tables.ts";
import { changeIndex } from "./change-index.ts";
import type { SettingsOfTables } from "./table-settings.ts";

const changing = /"(?:Table|Index)Status":"(?:CREATING|UPDATING|DELETING)"/;

export interface TableRequest {
  readonly TableName: string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly Tags?: readonly object[];
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
  const { DeletionProtectionEnabled: deletionProtected, Tags, ...others } = request;
  const { TableName } = request;
  const unused = operation === "CreateTable" ? unusedDefinitions(request) : null;
  if (unused !== null) return failure("ValidationException", unused);
  if (operation === "DeleteTable" && settings.of(TableName).deletionProtected) {
    return failure(
      "ValidationException",
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  }
  const indexed = operation === "UpdateTable" ? await changeIndex(request, tables.store) : null;
  if (indexed !== null && indexed.status !== 200) return indexed;
  const left = indexed === null ? others : withoutIndexes(others);
  const isDone =
    operation === "UpdateTable" &&
    (indexed !== null || deletionProtected !== undefined) &&
    Object.keys(left).length === 1;
  const reply = isDone
    ? (indexed ?? asChanged(await tables.ask("DescribeTable", { TableName })))
    : await tables.ask(operation, left);
  if (reply.status !== 200) return reply;
  const look = async () => (await tables.ask("DescribeTable", { TableName })).text;
  while (changing.test(await look())) await setImmediate();
  if (Tags !== undefined) await tables.ask("TagResource", { ResourceArn: arnIn(reply), Tags });
  if (deletionProtected !== undefined) settings.set(TableName, { deletionProtected });
  const answer = withProtection(reply, TableName, settings);
  if (operation === "DeleteTable") settings.forget(TableName);
  return answer;
}

/** The service's model has made sure of them. */
interface Definition {
  readonly AttributeDefinitions?: readonly { readonly AttributeName: string }[];
  readonly KeySchema?: readonly { readonly AttributeName: string }[];
  readonly GlobalSecondaryIndexes?: readonly Definition[];
  readonly LocalSecondaryIndexes?: readonly Definition[];
}

/** Dynalite counts the definitions of tables without indexes only. */
function unusedDefinitions(request: TableRequest): string | null {
  const { AttributeDefinitions = [], ...keyed } = request as Definition;
  const indexes = [...(keyed.GlobalSecondaryIndexes ?? []), ...(keyed.LocalSecondaryIndexes ?? [])];
  const used = new Set([keyed, ...indexes].flatMap(({ KeySchema = [] }) => KeySchema.map(nameOf)));
  const defined = AttributeDefinitions.map(nameOf);
  if (indexes.length === 0 || defined.every((name) => used.has(name))) return null;
  const shown = (names: Iterable<string>) => [...names].toSorted().join(", ");
  return `One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [${shown(defined)}], keys used: [${shown(used)}]`;
}

function nameOf({ AttributeName }: { readonly AttributeName: string }): string {
  return AttributeName;
}

/** Of dynalite's answer to a table that was made. */
function arnIn({ text }: Reply): string {
  return (JSON.parse(text) as { readonly TableDescription: { readonly TableArn: string } }).TableDescription
    .TableArn;
}

/** What there is to do beside making or deleting an index. */
function withoutIndexes({
  AttributeDefinitions: _,
  GlobalSecondaryIndexUpdates: updates,
  ...rest
}: TableRequest): TableRequest {
  // The service's model has made sure of them.
  const left = (updates as readonly { readonly Update?: object }[]).filter(({ Update }) => Update);
  return left.length === 0 ? rest : { ...rest, GlobalSecondaryIndexUpdates: left };
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
