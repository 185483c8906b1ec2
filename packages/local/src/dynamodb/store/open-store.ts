import type { Store } from "dynalite/db/index.js";
import { database, type Run } from "../load-dynalite.ts";
import { memoryStore } from "./memory-store.ts";
import { putItemIn } from "./put-item.ts";

/** Tables are there, changed or gone as soon as that is asked. */
const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

interface Opened {
  readonly store: Store;
  /** What is done otherwise than dynalite does it, by the operation's name. */
  readonly runs: ReadonlyMap<string, Run>;
}

/** @param path of the folder in which it keeps what it has; null for its own memory */
export function openStore(path: string | null): Opened {
  const { create, MAX_SIZE } = database();
  if (path !== null) return { store: create({ ...atOnce, path }), runs: new Map() };
  const store = memoryStore(atOnce, MAX_SIZE);
  return { store, runs: new Map([["PutItem", putItemIn(store)]]) };
}
