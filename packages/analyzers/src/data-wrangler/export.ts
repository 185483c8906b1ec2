import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { textOf } from "./cast.ts";
import type { OutputForm } from "./job-arguments.ts";
import { type Cell, type ColumnType, type FlowTable, rowsOf } from "./table.ts";

/**
 * Writes a table as Spark does, in one part, below `<job>/<node>/<output>`: where the notebooks that Studio exports look
 * for what a job has written.
 */
export async function exportTable(
  table: FlowTable,
  folder: string,
  { contentType, delimiter }: OutputForm,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `part-00000-${randomUUID()}-c000`);
  if (contentType === "CSV") await writeFile(`${part}.csv`, csvOf(table, delimiter));
  else await writeFile(`${part}.snappy.parquet`, await parquetOf(table));
}

function csvOf(table: FlowTable, delimiter: string): string {
  const field = (text: string) =>
    text === "" || text.includes(delimiter) || /["\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = [table.map(({ name }) => field(name)).join(delimiter)];
  for (let row = 0; row < rowsOf(table); row++) {
    lines.push(
      table
        .map(({ cells }) => {
          const cell = cells[row] ?? null;
          return cell === null ? "" : field(textOf(cell));
        })
        .join(delimiter),
    );
  }
  return `${lines.join("\n")}\n`;
}

const parquetTypes = {
  string: "STRING",
  long: "INT64",
  float: "DOUBLE",
  bool: "BOOLEAN",
  datetime: "TIMESTAMP",
} as const;

async function parquetOf(table: FlowTable): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = table.map(({ name, type, cells }) => ({
    name,
    type: parquetTypes[writable(type, name)],
    data: cells.map((cell): Cell | Date =>
      type === "datetime" && cell !== null ? new Date(String(cell)) : cell,
    ),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function writable(type: ColumnType, name: string): keyof typeof parquetTypes {
  if (type !== "date") return type;
  throw new PersonError(
    `Column ${name} is a date, which is not written to Parquet on the local AWS; export CSV.`,
  );
}
