import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { messageOf, PersonError } from "../../context/errors.ts";
import { fileText } from "../file-text.ts";
import type { Into } from "../table.ts";
import type { TrainingFile } from "../training-files.ts";
import { type Names, namesOf, type Told } from "./header.ts";
import { delimiterInside, otherDelimiter } from "./other-delimiter.ts";

interface Row {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

export interface CsvSettings extends Told {
  /** Null when it was not told: a comma then. */
  readonly delimiter: string | null;
}

/** Rows that are looked at before it is settled whether the first line has names. */
const mostHeld = 1000;

/**
 * Reads CSV files (RFC 4180) row by row into a table. Blanks around a field are no part of it, unless it is quoted. The
 * files after the first have its columns, in any order when each has a header.
 */
export class CsvReader {
  /** Of the first file; null before it is read. */
  taken: Names | null = null;
  private readonly settings: CsvSettings;

  constructor(settings: CsvSettings) {
    this.settings = settings;
  }

  /** @throws PersonError naming the file, the line and what is wrong with it */
  async file(file: TrainingFile, into: Into): Promise<void> {
    const delimiter = this.settings.delimiter ?? (file.format === "tsv" ? "\t" : ",");
    const parser = parse({
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    const rows = new Rows(file, into, (held) => this.namesIn(file, held));
    try {
      await pipeline(fileText(file.path, file.name), parser, async (records: AsyncIterable<Row>) => {
        for await (const row of records) rows.take(row);
        rows.end();
      });
    } catch (error) {
      if (error instanceof PersonError) throw error;
      throw new PersonError(`${file.name} cannot be read as CSV: ${messageOf(error)}`, undefined, {
        cause: error,
      });
    }
  }

  private namesIn(file: TrainingFile, held: readonly Row[]): Names {
    const [first, ...below] = held.map(({ record }) => record);
    const place = `${file.name}, line ${held[0]?.info.lines}`;
    if (!first) return { names: [], header: false, because: "" };
    const other = this.settings.delimiter === null ? otherDelimiter([first, ...below]) : null;
    if (other) {
      const taken = file.format === "tsv" ? "tab" : "','";
      throw new PersonError(
        `${file.name}: every line is one field; it seems to be divided by ${other}. Write --delimiter ${other}, or --delimiter ${taken} if it has one column.`,
      );
    }
    if (this.taken) return { ...this.taken, ...later(first, this.taken, place) };
    const answer = namesOf(first, below, this.settings);
    if (!answer.ok) throw new PersonError(`${place}: ${answer.reason}.`);
    this.taken = answer;
    return answer;
  }
}

/** What the first line of a further file is. */
function later(first: readonly string[], { names, header }: Names, place: string): Partial<Names> {
  const isSame = first.length === names.length && first.every((name) => names.includes(name));
  if (!header) {
    if (isSame) throw new PersonError(`${place}: has the columns' names, which the file before has not.`);
    return {};
  }
  if (isSame && new Set(first).size === names.length) return { names: first };
  throw new PersonError(
    `${place}: has other fields than the header before: ${names.slice(0, 20).join(", ")}.`,
  );
}

/** The rows of one file: the first ones are held until it is settled which names they have. */
class Rows {
  private readonly file: TrainingFile;
  private readonly into: Into;
  private readonly settle: (held: readonly Row[]) => Names;
  private held: Row[] = [];
  private names: readonly string[] | null = null;
  private first: readonly string[] = [];

  constructor(file: TrainingFile, into: Into, settle: (held: readonly Row[]) => Names) {
    this.file = file;
    this.into = into;
    this.settle = settle;
  }

  take(row: Row): void {
    if (this.names) this.add(row, this.names);
    else {
      this.held.push(row);
      if (this.held.length === mostHeld) this.end();
    }
  }

  /** Settles the names, at the end of the file at last. */
  end(): void {
    if (this.names) return;
    const { names, header } = this.settle(this.held);
    this.names = names;
    this.first = this.held[0]?.record ?? [];
    for (const row of this.held.slice(header ? 1 : 0)) this.add(row, names);
    this.held = [];
  }

  private add({ info, record }: Row, names: readonly string[]): void {
    const { table, read } = this.into;
    const place = `${this.file.name}, line ${info.lines}`;
    if (record.length !== names.length) {
      const inside = delimiterInside(this.first);
      throw new PersonError(
        `${place} has ${record.length} fields; expected ${names.length}: ${names.slice(0, 20).join(", ")}.${
          inside ? ` Is it divided by ${inside}? Write --delimiter ${inside} then.` : ""
        }`,
      );
    }
    const fields = names.map((name, index) => [name, record[index] ?? null] as const);
    table.add(this.file.partition.length > 0 ? [...fields, ...this.file.partition] : fields, place);
    read(table.rows);
  }
}
