import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { messageOf, PersonError } from "../context/errors.ts";
import type { Into } from "./table.ts";

interface Row {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180) row by row into a table.
 *
 * @param columns names of the columns; the first row has them when there are none
 * @throws PersonError naming the file, the line and what is wrong with it
 */
export async function readCsv(
  path: string,
  { name: file, table, columns, read }: Into & { readonly columns: readonly string[] | null },
): Promise<void> {
  let names = columns;
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const place = (line: number) => `${file}, line ${line}`;
  try {
    await pipeline(createReadStream(path), parser, async (rows: AsyncIterable<Row>) => {
      for await (const { info, record } of rows) {
        if (names === null) names = checked(record, place(info.lines));
        else if (record.length !== names.length) {
          const wanted = `${names.length}: ${names.slice(0, 20).join(", ")}`;
          throw new PersonError(`${place(info.lines)} has ${record.length} fields; expected ${wanted}.`);
        } else {
          table.add(
            names.map((name, index) => [name, record[index] ?? null] as const),
            place(info.lines),
          );
          read(table.rows);
        }
      }
    });
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(`${file} cannot be read as CSV: ${messageOf(error)}`, undefined, { cause: error });
  }
}

function checked(names: readonly string[], place: string): readonly string[] {
  const empty = names.indexOf("");
  if (empty >= 0) {
    throw new PersonError(`${place}: the name of field ${empty + 1} is empty; expected the columns' names.`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new PersonError(`${place}: two columns are called ${JSON.stringify(twice)}.`);
  return names;
}
