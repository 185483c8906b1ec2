import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { type LedgerPage, type PageRequest, pageOf } from "@driftwheel/core/ledger/page.ts";
import { upcast } from "@driftwheel/core/ledger/upcast.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";
import { dynamoSnapshots } from "./snapshots.ts";

interface LedgerTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

/** What every entry has, whosever ledger it is in. */
interface LedgerEntry {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
}

interface DynamoEntries<Written> {
  read(model: string): Promise<readonly Written[]>;
  readAfter(model: string, sequence: number): Promise<readonly Written[]>;
  /** Of a long ledger no more is read than the page takes. */
  page(model: string, request: PageRequest): Promise<LedgerPage<Written>>;
  append(model: string, entries: readonly Written[]): Promise<"appended" | "conflict">;
}

/** The ledgers of the fleet's models, and snapshots of them. */
export function dynamoLedger({ table, client }: LedgerTable): DynamoEntries<Entry> & SnapshotStore {
  return {
    ...dynamoSnapshots({ table, client: () => client ?? dynamoDb() }),
    ...dynamoEntries<Entry>({ table, ...(client ? { client } : {}) }, upcast),
  };
}

/**
 * The ledger in one DynamoDB table: `pk` MODEL#<name>, `sk` ENTRY#<first sequence, 12 digits>. All entries of one
 * append are one item, so they are there together or not at all. They are kept as JSON text: DynamoDB's numbers
 * end at 1E-130, and probabilities are smaller.
 *
 * Why one condition is enough: an item is only ever written at the end of the ledger plus one. Whoever read a
 * ledger that ended at n writes at n + 1, and there `attribute_not_exists` lets one writer win. A sequence inside
 * another writer's item can only be asked for by someone who never read a ledger that ended just before it; so an
 * append that does not continue this process's last read asks for the ledger's end first.
 */
export function dynamoEntries<Written extends LedgerEntry>(
  { table, client }: LedgerTable,
  asToday: (entry: Written) => Written,
): DynamoEntries<Written> {
  const dynamo = () => client ?? dynamoDb();
  /** Where a ledger once ended, by a consistent read of this process. */
  const ends = new Map<string, number>();

  /** With nothing after it, a sequence is no proof of where the ledger ends: then the append asks. */
  async function read(model: string, after = 0): Promise<readonly Written[]> {
    const pages = paginateQuery({ client: dynamo() }, byModel(table, model, after));
    const entries: Written[] = [];
    for await (const { Items = [] } of pages) entries.push(...Items.flatMap(entriesOf));
    const end = entries.at(-1)?.sequence ?? (after === 0 ? 0 : undefined);
    if (end === undefined) ends.delete(model);
    else ends.set(model, end);
    return entries;
  }

  function entriesOf(item: Readonly<Record<string, AttributeValue>>): readonly Written[] {
    // Only append() below writes these items.
    return (JSON.parse(item.entries?.S ?? "[]") as Written[]).map(asToday);
  }

  async function page(model: string, request: PageRequest): Promise<LedgerPage<Written>> {
    const { after, limit, kind } = request;
    const query = {
      ...byModel(table, model, await startOf(model, after)),
      // Of one kind nobody knows how many items a page takes: an item's own list has the kinds as they were written, and
      // entries are told apart as they are read today.
      ...(kind === undefined ? { Limit: limit + 1 } : {}),
    };
    let found = pageOf<Written>([], request);
    for await (const { Items = [] } of paginateQuery({ client: dynamo() }, query)) {
      found = pageOf([...found.entries, ...Items.flatMap(entriesOf)], request);
      if (found.more) break;
    }
    return found;
  }

  /** The entry before the item that has the one after `after`: a page may end within an item. */
  async function startOf(model: string, after: number): Promise<number> {
    if (after === 0) return 0;
    const query = byModel(table, model);
    const { Items: [found] = [] } = await dynamo().send(
      new QueryCommand({
        ...query,
        ExpressionAttributeValues: {
          ...query.ExpressionAttributeValues,
          ":last": keyOf(model, after + 1).sk,
        },
        ScanIndexForward: false,
        Limit: 1,
        ProjectionExpression: "sk",
      }),
    );
    return Number(found?.sk?.S?.slice("ENTRY#".length) ?? 1) - 1;
  }

  async function endOf(model: string): Promise<number> {
    const last = await dynamo().send(
      new QueryCommand({ ...byModel(table, model), ScanIndexForward: false, Limit: 1 }),
    );
    return Number(last.Items?.[0]?.last?.N ?? 0);
  }

  async function append(model: string, entries: readonly Written[]): Promise<"appended" | "conflict"> {
    const [first] = entries;
    const last = entries.at(-1);
    if (!first || !last) return "appended";
    const before = first.sequence - 1;
    if (ends.get(model) !== before && (await endOf(model)) !== before) return "conflict";
    const key = keyOf(model, first.sequence);
    const writer = randomUUID();
    try {
      await dynamo().send(
        new PutItemCommand({
          TableName: table,
          Item: {
            ...key,
            last: { N: String(last.sequence) },
            at: { S: first.at },
            kinds: { S: entries.map(({ kind }) => kind).join(" ") },
            writer: { S: writer },
            entries: { S: JSON.stringify(entries) },
          },
          ConditionExpression: "attribute_not_exists(sk)",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK repeats a write whose answer was lost, and then meets its own item.
      const found = await dynamo().send(
        new GetItemCommand({
          TableName: table,
          Key: key,
          ConsistentRead: true,
          ProjectionExpression: "writer",
        }),
      );
      if (found.Item?.writer?.S !== writer) return "conflict";
    }
    ends.set(model, last.sequence);
    return "appended";
  }

  return {
    read: (model) => named(`reading the ledger of ${model}`, () => read(model)),
    readAfter: (model, sequence) => named(`reading the ledger of ${model}`, () => read(model, sequence)),
    page: (model, request) => named(`reading the ledger of ${model}`, () => page(model, request)),
    append: (model, entries) => named(`appending to the ledger of ${model}`, () => append(model, entries)),
  };
}

function byModel(table: string, model: string, after = 0) {
  const { pk, sk } = keyOf(model, after + 1);
  return {
    TableName: table,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
    ExpressionAttributeValues: { ":pk": pk, ":first": sk, ":last": keyOf(model, 999_999_999_999).sk },
    ConsistentRead: true,
  };
}

function keyOf(model: string, sequence: number) {
  return { pk: { S: `MODEL#${model}` }, sk: { S: `ENTRY#${String(sequence).padStart(12, "0")}` } };
}

async function named<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
