import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { z } from "zod";
import { messageOf, PersonError } from "./errors.ts";

const line = z.object({
  model: z.string(),
  sequence: z.int().positive(),
  kind: z.string(),
  at: z.iso.datetime(),
  because: z.string(),
  causedBy: z.union([z.string(), z.int().positive()]),
  data: z.record(z.string(), z.unknown()),
});

/** One entry as one line of JSON with exactly its fields, in the order in which people read them. */
export function entryLine({ model, sequence, kind, at, because, causedBy, data }: Entry): string {
  return JSON.stringify({ model, sequence, kind, at, because, causedBy, data });
}

/**
 * Reads a ledger file: one entry a line, any number of models.
 *
 * @throws PersonError naming the line that is no entry, or why the file cannot be read.
 */
export async function readLedgerFile(path: string): Promise<readonly Entry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new PersonError(`The ledger ${path} cannot be read: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
  return text
    .split("\n")
    .map((content, index) => ({ content: content.trim(), number: index + 1 }))
    .filter(({ content }) => content !== "")
    .map(({ content, number }) => entryOf(content, `${path}, line ${number}`))
    .sort((one, other) => (one.model === other.model ? one.sequence - other.sequence : 0));
}

/** Writes a ledger file as a whole: a reader finds the old one or the new one, never half of it. */
export async function writeLedgerFile(path: string, entries: readonly Entry[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  await writeFile(unfinished, entries.map((entry) => `${entryLine(entry)}\n`).join(""));
  await rename(unfinished, path);
}

function entryOf(content: string, place: string): Entry {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new PersonError(`${place}: is no JSON (${messageOf(error)})`, undefined, { cause: error });
  }
  const parsed = line.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PersonError(`${place}: is no ledger entry; ${issue?.path.join(".")}: ${issue?.message}`);
  }
  // What `data` holds was checked by the decider that wrote it; an entry is never changed afterwards.
  return parsed.data as unknown as Entry;
}
