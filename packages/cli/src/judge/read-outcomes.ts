import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { fileText } from "../training-set/file-text.ts";
import { readRow } from "./outcome-row.ts";
import type { JudgedOutcomes, RowShelves } from "./row-shelf.ts";

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
 * @param judged which of the rows' outcomes are
 * @throws PersonError when there is no such file, it cannot be read, or nothing in it can be judged
 */
export async function readOutcomes(
  name: string,
  judged: JudgedOutcomes,
  shelves: RowShelves,
  context: Context,
  onRows: (rows: number) => void,
): Promise<UnreadRows> {
  const reading = new Reading(judged, shelves, onRows);
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

/** What to write where a file has only outcomes that the policy does not judge, by those that it does. */
const remedies: Readonly<Record<JudgedOutcomes["outcome"], string>> = {
  value:
    'The policy judges values (rollout.outcomes.value); write "value": 12.5 in the rows, or leave value out of the policy.',
  success:
    'Values are judged where the policy says which are better; write outcomes: { value: { better: "higher" } } into its rollout section, or "lower"; or write "success": true or false in the rows.',
};

class Reading {
  readonly #judged: JudgedOutcomes;
  readonly #shelves: RowShelves;
  readonly #onRows: (rows: number) => void;
  readonly #first: string[] = [];
  #line = 0;
  #unread = 0;
  #rows = 0;
  readonly #told = { success: 0, value: 0 };
  #segmented = 0;

  constructor(judged: JudgedOutcomes, shelves: RowShelves, onRows: (rows: number) => void) {
    this.#judged = judged;
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
    if (row.success !== null) this.#told.success += 1;
    if (row.value !== null) this.#told.value += 1;
    if (row.segment !== null && this.#judged.segments.includes(row.segment)) this.#segmented += 1;
    this.#shelves.add(row);
    this.#onRows(this.#rows);
  }

  result(name: string): UnreadRows {
    if (this.#rows === 0) {
      const why = this.#first.map((reason) => `\n  ${reason}`).join("");
      const has = this.#unread === 0 ? "is empty" : `has no line that can be used`;
      throw new PersonError(`${name} ${has}; expected an outcome or a request a line.${why}`, exitCode.usage);
    }
    const { outcome, segments } = this.#judged;
    const other = outcome === "value" ? "success" : "value";
    if (this.#told[outcome] === 0 && this.#told[other] > 0) {
      throw new PersonError(
        `${name} has ${other} in ${this.#told[other]} of ${this.#rows} rows and ${outcome} in none. ${remedies[outcome]}`,
        exitCode.usage,
      );
    }
    if (segments.length > 0 && this.#segmented === 0) {
      throw new PersonError(
        `${name} has no row with a segment that the policy names in rollout.segments.names; write "segment": ${JSON.stringify(segments[0])} in the rows of that segment.`,
        exitCode.usage,
      );
    }
    return { lines: this.#unread, first: this.#first };
  }
}
