import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { messageOf, PersonError } from "../context/errors.ts";
import { entryFields, entryLine } from "../output/entry-line.ts";

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
  const parsed = entryFields.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PersonError(`${place}: is no ledger entry; ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return parsed.data;
}
