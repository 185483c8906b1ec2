import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { messageOf, PersonError } from "../context/errors.ts";
import { counted, type Into } from "./table.ts";

/** Rows that are held besides the table. */
const atOnce = 10_000;

/**
 * Reads a Parquet file, some thousand rows at a time, into a table.
 *
 * @throws PersonError naming the file, the row and the field that is wrong
 */
export async function readParquet(path: string, { name: file, table, read }: Into): Promise<void> {
  const { buffer, metadata } = await opened(path, file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  const total = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < total; rowStart += atOnce) {
    const rowEnd = Math.min(total, rowStart + atOnce);
    const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd });
    for (const [index, row] of rows.entries()) {
      const place = `${file}, row ${rowStart + index + 1}`;
      table.add(
        columns.map((name) => [name, fieldOf(row[name], name, place)] as const),
        place,
      );
    }
    read(table.rows);
  }
}

async function opened(path: string, file: string) {
  try {
    const buffer = await asyncBufferFromFile(path);
    return { buffer, metadata: await parquetMetadataAsync(buffer) };
  } catch (error) {
    throw new PersonError(`${file} cannot be read as Parquet: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  }
}

function fieldOf(value: unknown, name: string, place: string) {
  const found = counted(value);
  if (found) return found.value;
  throw new PersonError(
    `${place}, field ${name}: is a list, an object or bytes; expected a number, a text, a time, true, false or null.`,
  );
}
