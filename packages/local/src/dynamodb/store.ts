import type { MemoryStore, Store } from "dynalite/db/index.js";
import { database } from "./load-dynalite.ts";

/** Tables are there, changed or gone as soon as that is asked. */
const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

/** @param path of the folder in which it keeps what it has; null for its own memory */
export async function openStore(path: string | null): Promise<Store> {
  const { create } = database();
  return path === null ? await withoutWaiting(create(atOnce)) : create({ ...atOnce, path });
}

/**
 * Dynalite lets each step of a request wait for another turn of the event loop, as if there were a disk, and reads a
 * table's description for each item: in memory that takes as long as all that it does.
 */
async function withoutWaiting(store: MemoryStore): Promise<Store> {
  const { db, tableDb, getTable } = store;
  await db.open();
  // The database's own methods, on which dynalite has put others.
  const own: { readonly put: (key: string, value: unknown) => Promise<void> } = Object.getPrototypeOf(db);
  db.get = (key, done) => done(null, db.getSync(key));
  db.put = (key, value, done) => {
    // It is there when this returns: https://github.com/Level/memory-level/blob/v3.1.0/index.js
    void Reflect.apply(own.put, db, [key, value]);
    done(null);
  };
  const descriptions = new Map<string, unknown>();
  const { put } = tableDb;
  tableDb.put = (name, value, done) => {
    descriptions.delete(name);
    put(name, value, done);
  };
  store.getTable = (name, wanted, done) => {
    // With three arguments it is the table that is asked for or changed.
    if (typeof wanted !== "function") return getTable(name, wanted, done);
    const known = descriptions.get(name);
    if (known !== undefined) return wanted(null, known);
    getTable(name, (error, table) => {
      if (!error) descriptions.set(name, table);
      wanted(error, table);
    });
  };
  return store;
}
