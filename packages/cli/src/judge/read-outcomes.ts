import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { fileText } from "../training-set/file-text.ts";
import { readRow } from "./outcome-row.ts";
import type { RowShelves } from "./row-shelf.ts";

/** Lines that could not be used, and what the first of them lack. */
export interface UnreadRows {
  readonly lines: number;
  readonly first: readonly string[];
}

const mostReasons = 5;
/** The file that is none: what stands on standard input. */
const input = "-";

/**
 * Reads the rows of an experiment, one a line, into shelves; gzip too.
 *
 * @param name as it was typed, from the context's folder on; `-` is standard input
 * @throws PersonError when there is no such file, it cannot be read, or nothing in it can be judged
 */
export async function readOutcomes(
  name: string,
  shelves: RowShelves,
  context: Context,
  onRows: (rows: number) => void,
): Promise<UnreadRows> {
  const reading = new Reading(shelves, onRows);
  let begun = "";
  try {
    for await (const text of await textOf(name, context)) {
      const lines = (begun + text).split("\n");
      begun = lines.pop() ?? "";
      for (const line of lines) reading.take(line);
    }
  } catch (error) {
    // A part of an experiment is another experiment, so nothing is said of a file that breaks off.
    if (error instanceof PersonError) throw new PersonError(error.message, exitCode.usage, { cause: error });
    throw error;
  }
  reading.take(begun);
  return reading.result(name === input ? "Standard input" : name);
}

async function textOf(name: string, context: Context): Promise<AsyncIterable<string>> {
  if (name === input) return fileText("", "Standard input", context.input());
  const path = resolve(context.directory, name);
  const found = await stat(path).catch(() => null);
  if (found && !found.isDirectory()) return fileText(path, name);
  const is = found ? "is a folder" : "there is no such file";
  throw new PersonError(
    `${name}: ${is}; expected a file with an outcome or a request a line.`,
    exitCode.usage,
  );
}

class Reading {
  readonly #shelves: RowShelves;
  readonly #onRows: (rows: number) => void;
  readonly #first: string[] = [];
  #line = 0;
  #unread = 0;
  #rows = 0;
  #outcomes = 0;
  #values = 0;

  constructor(shelves: RowShelves, onRows: (rows: number) => void) {
    this.#shelves = shelves;
    this.#onRows = onRows;
  }

  take(line: string): void {
    this.#line += 1;
    if (line.trim() === "") return;
    const read = readRow(line);
    if (!read.ok) {
      this.#unread += 1;
      if (this.#first.length < mostReasons) this.#first.push(`line ${this.#line}: ${read.reason}.`);
      return;
    }
    const { row } = read;
    this.#rows += 1;
    if (row.success !== null) this.#outcomes += 1;
    else if (row.value !== null) this.#values += 1;
    this.#shelves.add(row);
    this.#onRows(this.#rows);
  }

  result(name: string): UnreadRows {
    if (this.#rows === 0) {
      const why = this.#first.map((reason) => `\n  ${reason}`).join("");
      const has = this.#unread === 0 ? "is empty" : `has no line that can be used`;
      throw new PersonError(`${name} ${has}; expected an outcome or a request a line.${why}`, exitCode.usage);
    }
    if (this.#outcomes === 0 && this.#values > 0) {
      throw new PersonError(
        `${name} has value in ${this.#values} of ${this.#rows} rows and success in none. Values are judged when rollout.outcomes says so, which no policy can yet; write "success": true or false.`,
        exitCode.usage,
      );
    }
    return { lines: this.#unread, first: this.#first };
  }
}
