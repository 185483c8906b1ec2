import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { ClassicLevel } from "classic-level";
import type { Entry, State } from "./state.ts";

type Database = ClassicLevel<string, Buffer>;

interface Written {
  readonly mark: unknown;
  readonly bytes: Buffer | null;
}

/** What one collection had when it was last written. */
interface Collection {
  readonly name: string;
  readonly entries: () => Iterable<Entry<unknown>>;
  written: Map<string, Written>;
}

/** Raised whenever what is kept can no longer be read as it was written. */
const format = "1";
const formatKey = "format";
/** No name of a collection has it, and it sorts before all else. */
const between = "\u0000";

/** State in a folder: a LevelDB, in which each change of the server is one batch, so that it is there as a whole or not at all. */
export class KeptState implements State {
  readonly #database: Database;
  readonly #found: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
  readonly #collections: Collection[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(database: Database, found: ReadonlyMap<string, ReadonlyMap<string, Buffer>>) {
    this.#database = database;
    this.#found = found;
  }

  keep<Value>(collection: string, entries: () => Iterable<Entry<Value>>): ReadonlyMap<string, Value> {
    const found = this.#found.get(collection) ?? new Map<string, Buffer>();
    // All that was found counts as written, so that what is not taken up again is deleted.
    const written = new Map([...found].map(([key, bytes]) => [key, { mark: undefined, bytes }]));
    this.#collections.push({ name: collection, entries, written });
    // The same collection of the same format: what was written is what is read.
    return new Map([...found].map(([key, bytes]) => [key, deserialize(bytes) as Value]));
  }

  /** Writes what has changed; resolves when all is written that had changed when it was called. */
  flush(): Promise<void> {
    this.#next ??= this.#writing.then(() => {
      this.#next = null;
      this.#writing = this.#write();
      return this.#writing;
    });
    return this.#next;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#database.close();
  }

  async #write(): Promise<void> {
    const changes = this.#collections.flatMap(changesOf);
    if (changes.length > 0) await this.#database.batch(changes);
  }
}

type Change =
  | { readonly type: "put"; readonly key: string; readonly value: Buffer }
  | { readonly type: "del"; readonly key: string };

function changesOf(collection: Collection): readonly Change[] {
  const { name, entries, written } = collection;
  const changes: Change[] = [];
  const now = new Map<string, Written>();
  for (const { key, value, mark } of entries()) {
    const before = written.get(key);
    if (before && mark !== undefined && before.mark === mark) {
      now.set(key, before);
      continue;
    }
    const bytes = serialize(value);
    // Bytes are compared where there is no mark; with one they would only be kept twice.
    now.set(key, { mark, bytes: mark === undefined ? bytes : null });
    if (!before?.bytes?.equals(bytes))
      changes.push({ type: "put", key: `${name}${between}${key}`, value: bytes });
  }
  for (const key of written.keys()) {
    if (!now.has(key)) changes.push({ type: "del", key: `${name}${between}${key}` });
  }
  collection.written = now;
  return changes;
}

/**
 * Opens what is kept in a folder, which is made if there is none.
 *
 * @throws Error when another server has it, or it was written in another form.
 */
export async function openState(folder: string): Promise<KeptState> {
  const place = join(folder, "services");
  mkdirSync(place, { recursive: true });
  const database: Database = new ClassicLevel(place, { keyEncoding: "utf8", valueEncoding: "buffer" });
  try {
    await database.open();
  } catch (error) {
    throw new Error(`The state in ${folder} cannot be opened: ${reasonOf(error)}`);
  }
  const kept = await database.get(formatKey);
  if (kept !== undefined && kept.toString() !== format) {
    await database.close();
    throw new Error(
      `The state in ${folder} was written by another version, in form ${kept.toString()} and not ${format}. Give another folder.`,
    );
  }
  await database.put(formatKey, Buffer.from(format));
  return new KeptState(database, await found(database));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED") {
    return "another local AWS works with it.";
  }
  return cause instanceof Error ? cause.message : String(error);
}

async function found(database: Database): Promise<ReadonlyMap<string, ReadonlyMap<string, Buffer>>> {
  const all = new Map<string, Map<string, Buffer>>();
  for await (const [place, value] of database.iterator()) {
    const at = place.indexOf(between);
    if (at < 0) continue;
    const collection = all.get(place.slice(0, at)) ?? new Map<string, Buffer>();
    all.set(place.slice(0, at), collection.set(place.slice(at + 1), value));
  }
  return all;
}
