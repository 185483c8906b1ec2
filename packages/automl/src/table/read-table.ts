import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { CsvError, parse } from "csv-parse/sync";
import { InputError } from "../container/run-program.ts";
import type { Table } from "./table.ts";

/**
 * All CSV files below a folder as one table; each has the header of the first.
 *
 * @throws InputError for what is no such table
 */
export async function readTable(folder: string, compression: "None" | "Gzip"): Promise<Table> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  let columns: readonly string[] | null = null;
  const rows: (readonly string[])[] = [];
  for (const file of files.toSorted()) {
    const name = relative(folder, file);
    const [header, ...records] = recordsIn(textOf(await readFile(file), compression, name), name);
    if (header === undefined) continue;
    columns ??= checkedHeader(header, name);
    if (columns.join("\n") !== header.join("\n")) {
      throw new InputError(
        `${name} has the header ${header.join(",")}; expected ${columns.join(",")} as in the file before it.`,
      );
    }
    // A spread of a million rows would not fit on the stack.
    for (const record of records) rows.push(record);
  }
  if (columns === null) throw new InputError("The data is empty; expected CSV with a header.");
  return { columns, rows };
}

function textOf(body: Uint8Array, compression: "None" | "Gzip", name: string): string {
  if (compression === "None") return new TextDecoder().decode(body);
  try {
    return gunzipSync(body).toString("utf8");
  } catch {
    throw new InputError(`${name} is not compressed with gzip, as CompressionType says.`);
  }
}

export function recordsIn(text: string, name: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) throw new InputError(`${name} is not CSV: ${error.message}`);
    throw error;
  }
}

function checkedHeader(header: readonly string[], name: string): readonly string[] {
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) throw new InputError(`${name} has two columns named "${twice}".`);
  return header;
}
