import { hash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { ClassicLevel } from "classic-level";
import type { Entry, State } from "./state.ts";

type Database = ClassicLevel<string, Buffer>;

/** What a thing was when it was last written: its mark, or where there is none the hash of its bytes. */
interface Written {
  readonly mark: unknown;
  readonly hash: string | null;
}

interface Collection {
  readonly name: string;
  readonly entries: () => Iterable<Entry<unknown>>;
  readonly written: Map<string, Written>;
}

/** Raised whenever what is kept can no longer be read as it was written. */
const format = "1";
const formatKey = "format";
/** No name of a collection has it, and it sorts before all else. */
const between = "\u0000";

/** State in a folder: a LevelDB, in which each change of the server is one batch, so that it is there as a whole or not at all. */
export class KeptState implements State {
  readonly #database: Database;
  /** Of collections that nobody has taken up yet. */
  readonly #found: Map<string, ReadonlyMap<string, Buffer>>;
  readonly #collections: Collection[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(database: Database, found: Map<string, ReadonlyMap<string, Buffer>>) {
    this.#database = database;
    this.#found = found;
  }

  keep<Value>(collection: string, entries: () => Iterable<Entry<Value>>): ReadonlyMap<string, Value> {
    const found = this.#found.get(collection) ?? new Map<string, Buffer>();
    this.#found.delete(collection);
    // All that was found counts as written, so that what is not taken up again is deleted.
    const written = new Map(
      [...found].map(([key, bytes]) => [key, { mark: undefined, hash: hashOf(bytes) }]),
    );
    this.#collections.push({ name: collection, entries, written });
    // The same collection of the same format: what was written is what is read.
    return new Map([...found].map(([key, bytes]) => [key, deserialize(bytes) as Value]));
  }

  /**
   * Writes what has changed; resolves when all is written that had changed when it was called. What cannot be written
   * has still changed, and is written by the next call.
   */
  flush(): Promise<void> {
    this.#next ??= this.#writing
      // Whoever asked for it was told.
      .catch(() => {})
      .then(() => {
        this.#next = null;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#next;
  }

  /** Lets go of the folder; what has not been written is not there. */
  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#database.close();
  }

  async #write(): Promise<void> {
    const all = this.#collections.map((collection) => ({ collection, ...changesOf(collection) }));
    const operations = all.flatMap(({ puts, deletions }) => [...puts, ...deletions]);
    if (operations.length > 0) await this.#database.batch(operations);
    for (const { collection, changed, gone } of all) {
      for (const [key, written] of changed) collection.written.set(key, written);
      for (const key of gone) collection.written.delete(key);
    }
  }
}

interface Changes {
  readonly changed: ReadonlyMap<string, Written>;
  readonly gone: readonly string[];
  readonly puts: readonly { readonly type: "put"; readonly key: string; readonly value: Buffer }[];
  readonly deletions: readonly { readonly type: "del"; readonly key: string }[];
}

function changesOf({ name, entries, written }: Collection): Changes {
  const changed = new Map<string, Written>();
  const puts: Changes["puts"][number][] = [];
  const place = (key: string) => `${name}${between}${key}`;
  let there = 0;
  let added = 0;
  for (const entry of entries()) {
    const { key, mark } = entry;
    const before = written.get(key);
    there += 1;
    if (!before) added += 1;
    if (before && mark !== undefined && before.mark === mark) continue;
    const bytes = serialize(entry.value);
    const its = hashOf(bytes);
    if (before?.hash === its && mark === undefined) continue;
    changed.set(key, { mark, hash: mark === undefined ? its : null });
    if (before?.hash !== its) puts.push({ type: "put", key: place(key), value: bytes });
  }
  const gone = there - added < written.size ? goneFrom(written, entries()) : [];
  return { changed, gone, puts, deletions: gone.map((key) => ({ type: "del", key: place(key) })) };
}

function goneFrom(
  written: ReadonlyMap<string, Written>,
  entries: Iterable<Entry<unknown>>,
): readonly string[] {
  const there = new Set<string>();
  for (const { key } of entries) there.add(key);
  return [...written.keys()].filter((key) => !there.has(key));
}

function hashOf(bytes: Buffer): string {
  return hash("sha256", bytes, "base64");
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
  try {
    await checkFormat(database, folder);
    return new KeptState(database, await found(database));
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function checkFormat(database: Database, folder: string): Promise<void> {
  const kept = await database.get(formatKey);
  if (kept !== undefined && kept.toString() !== format) {
    throw new Error(
      `The state in ${folder} was written by another version, in form ${kept.toString()} and not ${format}. Give another folder.`,
    );
  }
  await database.put(formatKey, Buffer.from(format));
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED") {
    return "another local AWS works with it.";
  }
  return cause instanceof Error ? cause.message : String(error);
}

async function found(database: Database): Promise<Map<string, ReadonlyMap<string, Buffer>>> {
  const all = new Map<string, Map<string, Buffer>>();
  for await (const [place, value] of database.iterator()) {
    const at = place.indexOf(between);
    if (at < 0) continue;
    const collection = all.get(place.slice(0, at)) ?? new Map<string, Buffer>();
    all.set(place.slice(0, at), collection.set(place.slice(at + 1), value));
  }
  return all;
}
