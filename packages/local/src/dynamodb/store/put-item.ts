import { hash } from "node:crypto";
import type { Attributes, Table } from "dynalite/db/index.js";
import { database, type Run } from "../load-dynalite.ts";
import type { MemoryStore } from "./memory-store.ts";

/** What dynalite has read of a request. */
interface PutRequest {
  readonly TableName: string;
  readonly Item: Attributes;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly Expected?: object;
  readonly _condition?: object;
}

/**
 * Dynalite's PutItem (https://github.com/architect/dynalite/blob/main/actions/putItem.js) for what is kept in memory,
 * with its checks, where the item that was there is read only if something depends on it.
 */
export function putItemIn(store: MemoryStore): Run {
  const { validateItem, checkConditional, addConsumedCapacity, updateIndexes } = database();
  return (_, data, done) => {
    // Checked by dynalite's types.
    const request = data as PutRequest;
    const { TableName, Item: item } = request;
    store.getTable(TableName, (error, found) => {
      if (error) return done(error, null);
      // Dynalite's own description.
      const table = found as Table;
      const invalid = validateItem(item, table);
      if (invalid) return done(invalid, null);
      const { texts } = store.getItemDb(TableName);
      const key = keyOf(item, table);
      if (!dependsOnItem(request, table)) {
        texts.put(key, JSON.stringify(item));
        return done(null, {});
      }
      const text = texts.get(key);
      // Written below.
      const existing = text === undefined ? undefined : (JSON.parse(text) as Attributes);
      const refused = checkConditional(request, existing);
      if (refused) return done(refused, null);
      const output = {
        ...(existing && request.ReturnValues === "ALL_OLD" ? { Attributes: existing } : {}),
        ConsumedCapacity: addConsumedCapacity(request, false, existing, item),
      };
      updateIndexes(store, table, existing, item, (broken) => {
        if (broken) return done(broken, null);
        texts.put(key, JSON.stringify(item));
        done(null, output);
      });
    });
  };
}

function dependsOnItem(request: PutRequest, table: Table): boolean {
  return (
    request._condition !== undefined ||
    request.Expected !== undefined ||
    request.ReturnValues === "ALL_OLD" ||
    request.ReturnConsumedCapacity !== undefined ||
    table.GlobalSecondaryIndexes !== undefined ||
    table.LocalSecondaryIndexes !== undefined
  );
}

/** Dynalite's key of an item, where it is text without the steps that other types need. */
function keyOf(item: Attributes, table: Table): string {
  const [first, second] = table.KeySchema.map(({ AttributeName }) => item[AttributeName]?.S);
  if (typeof first !== "string" || (table.KeySchema.length > 1 && typeof second !== "string")) {
    return database().createKey(item, table);
  }
  const prefix = prefixOf(first);
  const range = typeof second === "string" ? `${hex(second)}/` : "";
  return `${prefix}/${hex(first)}/${range}`;
}

/** Of the partitions that were written to last; most are again. */
const prefixes = new Map<string, string>();

/** Dynalite's order of partitions: its hashPrefix() with one text. */
function prefixOf(partition: string): string {
  const known = prefixes.get(partition);
  if (known !== undefined) return known;
  const made = hash("md5", `Outliers${partition}`).slice(0, 6);
  if (prefixes.size >= 1_000) prefixes.clear();
  prefixes.set(partition, made);
  return made;
}

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}
