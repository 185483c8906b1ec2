import { Readable } from "node:stream";
import type { Done, Found, Options, Store, SubStore } from "dynalite/db/index.js";
import { OrderedTexts, type Range } from "./ordered-texts.ts";

/** What one of dynalite's parts keeps, by keys in order. */
interface MemoryPart extends SubStore {
  /** The same without callbacks. */
  readonly texts: OrderedTexts;
}

export interface MemoryStore extends Store {
  getItemDb(table: string): MemoryPart;
}

/**
 * What dynalite keeps, in memory: in place of a database that encodes keys and values to bytes, and answers each step of a
 * request in another turn of the event loop. Everything is done when a call returns, so that nothing has to be locked.
 * What is kept is JSON: nobody changes it by changing what he was given.
 */
export function memoryStore(times: Omit<Options, "maxItemSize">, longestItem: number): MemoryStore {
  const parts = new Map<string, MemoryPart>();
  const partOf = (name: string): MemoryPart => {
    const known = parts.get(name);
    if (known) return known;
    const made = part(() => {});
    parts.set(name, made);
    return made;
  };
  const remove = (name: string, done: Done) => {
    parts.delete(name);
    done(null);
  };
  const indexName = (type: string, table: string, index: string) =>
    `index ${type.toLowerCase()} ${table} ${index}`;
  /** Of the tables that are ready, read once. */
  const descriptions = new Map<string, object>();
  const tables = part((name) => descriptions.delete(name));
  return {
    options: { ...times, maxItemSize: longestItem },
    tableDb: Object.assign(tables, { awsAccountId: "", awsRegion: "" }),
    getTable(name, wanted, done) {
      // With two arguments, or true, it is for items: there is no other table for them than one that is ready.
      const [ofItems, found] = typeof wanted === "function" ? [true, wanted] : [wanted, done];
      if (!found) throw new Error("Nobody waits for the table.");
      const known = ofItems ? descriptions.get(name) : undefined;
      if (known) return found(null, known);
      const text = tables.texts.get(name);
      // Written by dynalite, as a description.
      const table = text === undefined ? null : (JSON.parse(text) as { readonly TableStatus: string });
      if (table === null || (ofItems && /^(?:CREATING|DELETING)$/.test(table.TableStatus))) {
        return found(notFound(ofItems ? "" : `: Table: ${name} not found`));
      }
      if (ofItems) descriptions.set(name, table);
      found(null, table);
    },
    getItemDb: (table) => partOf(`item ${table}`),
    deleteItemDb: (table, done) => remove(`item ${table}`, done),
    getIndexDb: (type, table, index) => partOf(indexName(type, table, index)),
    deleteIndexDb: (type, table, index, done) => remove(indexName(type, table, index), done),
    getTagDb: (table) => partOf(`tag ${table}`),
    deleteTagDb: (table, done) => remove(`tag ${table}`, done),
    db: { close: async () => {} },
  };
}

function part(changed: (key: string) => void): MemoryPart {
  const texts = new OrderedTexts();
  const put = (key: string, value: unknown) => {
    texts.put(key, JSON.stringify(value));
    changed(key);
  };
  const remove = (key: string) => {
    texts.delete(key);
    changed(key);
  };
  return {
    texts,
    lock: (_, work) => work((done) => done),
    get(key: string, done: Found) {
      const text = texts.get(key);
      done(null, text === undefined ? undefined : JSON.parse(text));
    },
    put(key, value, done) {
      put(key, value);
      done(null);
    },
    del(key, done) {
      remove(key);
      done(null);
    },
    batch(changes, done) {
      for (const change of changes) {
        if (change.type === "del") remove(change.key);
        else put(change.key, change.value);
      }
      done(null);
    },
    createKeyStream: (range: Range) => Readable.from(texts.keys(range)),
    createValueStream: (range: Range) => Readable.from(valuesOf(texts, range)),
  };
}

/** Values of keys as they are now; each is read when it is its turn. */
function* valuesOf(texts: OrderedTexts, range: Range): Generator<unknown> {
  for (const key of texts.keys(range)) {
    const text = texts.get(key);
    if (text !== undefined) yield JSON.parse(text);
  }
}

/** In dynalite's form and words. */
function notFound(which: string): object {
  return Object.assign(new Error("There is no such table."), {
    name: "NotFoundError",
    statusCode: 400,
    body: {
      __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
      message: `Requested resource not found${which}`,
    },
  });
}
