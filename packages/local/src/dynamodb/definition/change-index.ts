import type { Attributes, Store, Table } from "dynalite/db/index.js";
import { database } from "../load-dynalite.ts";
import { failure, type Reply } from "../reply.ts";

interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

interface NewIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly ProvisionedThroughput?: Throughput;
}

interface Description extends Table {
  readonly TableArn: string;
  readonly BillingModeSummary?: { readonly BillingMode: string };
  readonly GlobalSecondaryIndexes?: readonly NewIndex[];
  readonly LocalSecondaryIndexes?: readonly NewIndex[];
}

interface Update {
  readonly Create?: NewIndex;
  readonly Delete?: { readonly IndexName: string };
}

interface IndexRequest {
  readonly TableName: string;
  readonly AttributeDefinitions?: Table["AttributeDefinitions"];
  readonly GlobalSecondaryIndexUpdates?: readonly Update[];
}

/**
 * Makes or deletes the global index that an UpdateTable names, of which dynalite does neither; null when it names none.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export async function changeIndex(request: IndexRequest, store: Store): Promise<Reply | null> {
  const changes = (request.GlobalSecondaryIndexUpdates ?? []).filter((each) => each.Create ?? each.Delete);
  const [change, ...others] = changes;
  if (!change) return null;
  const table = await descriptionOf(request.TableName, store);
  if (table === null) {
    return failure(
      "ResourceNotFoundException",
      `Requested resource not found: Table: ${request.TableName} not found`,
    );
  }
  if (others.length > 0) {
    return failure(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  }
  if (change.Create) return await create(change.Create, request, { table, store });
  return await remove(change.Delete?.IndexName ?? "", { table, store });
}

interface Place {
  readonly table: Description;
  readonly store: Store;
}

async function create(index: NewIndex, request: IndexRequest, { table, store }: Place): Promise<Reply> {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const { IndexName } = index;
  if ([...indexes, ...(table.LocalSecondaryIndexes ?? [])].some((each) => each.IndexName === IndexName)) {
    return invalid(`Attempting to create an index which already exists: ${IndexName}`);
  }
  const isOnDemand = table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST";
  if (!isOnDemand && !index.ProvisionedThroughput) {
    return invalid(
      `One or more parameter values were invalid: ProvisionedThroughput must be specified for index: ${IndexName}`,
    );
  }
  const defined = new Map(
    [...table.AttributeDefinitions, ...(request.AttributeDefinitions ?? [])].map(
      (each) => [each.AttributeName, each] as const,
    ),
  );
  const unknown = index.KeySchema.find(({ AttributeName }) => !defined.has(AttributeName));
  if (unknown) {
    return invalid(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${unknown.AttributeName}], AttributeDefinitions: [${[...defined.keys()].join(", ")}]`,
    );
  }
  const made = {
    ...index,
    ProvisionedThroughput: {
      ...(index.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
      NumberOfDecreasesToday: 0,
    },
    IndexArn: `${table.TableArn}/index/${IndexName}`,
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexStatus: "ACTIVE",
  };
  const changed = { ...table, ...withKeys([...indexes, made], [...defined.values()], table) };
  await put(changed, store);
  await fill({ ...changed, GlobalSecondaryIndexes: [made], LocalSecondaryIndexes: [] }, store);
  return changing(changed, [...indexes, { ...made, IndexStatus: "CREATING" }]);
}

async function remove(name: string, { table, store }: Place): Promise<Reply> {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  const found = indexes.find(({ IndexName }) => IndexName === name);
  if (!found) return failure("ResourceNotFoundException", `Requested resource not found: Index: ${name}`);
  const others = indexes.filter((each) => each !== found);
  const changed = { ...table, ...withKeys(others, table.AttributeDefinitions, table) };
  await put(changed, store);
  await new Promise<void>((resolve, reject) => {
    store.deleteIndexDb("Global", table.TableName, name, (error) => (error ? reject(error) : resolve()));
  });
  return changing(changed, [...others, { ...found, IndexStatus: "DELETING" }]);
}

/** The members of a description that depend on its global indexes: without any it has no list of them. */
function withKeys(
  indexes: readonly NewIndex[],
  defined: Table["AttributeDefinitions"],
  { KeySchema, LocalSecondaryIndexes = [] }: Description,
) {
  const used = [{ KeySchema }, ...indexes, ...LocalSecondaryIndexes].flatMap((each) => each.KeySchema);
  const names = new Set(used.map(({ AttributeName }) => AttributeName));
  return {
    AttributeDefinitions: defined.filter(({ AttributeName }) => names.has(AttributeName)),
    GlobalSecondaryIndexes: indexes.length === 0 ? undefined : indexes,
  };
}

/** Puts every item that is there into the table's indexes. */
async function fill(table: Table, store: Store): Promise<void> {
  const { updateIndexes } = database();
  for await (const item of store.getItemDb(table.TableName).createValueStream({})) {
    await new Promise<void>((resolve, reject) => {
      // Written by dynalite, as an item.
      updateIndexes(store, table, undefined, item as Attributes, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
}

async function descriptionOf(name: string, store: Store): Promise<Description | null> {
  return await new Promise((resolve) => {
    // Dynalite's own description; whatever is wrong with it, there is no table.
    store.getTable(name, false, (error, table) => resolve(error ? null : (table as Description)));
  });
}

async function put(table: { readonly TableName: string }, store: Store): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    store.tableDb.put(table.TableName, table, (error) => (error ? reject(error) : resolve()));
  });
}

/** The answer while it is under way. */
function changing(table: object, indexes: readonly object[]): Reply {
  const TableDescription = { ...table, TableStatus: "UPDATING", GlobalSecondaryIndexes: indexes };
  return { status: 200, text: JSON.stringify({ TableDescription }) };
}

function invalid(message: string): Reply {
  return failure("ValidationException", message);
}
