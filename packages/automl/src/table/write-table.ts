import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Table } from "./table.ts";

/** Writes a table as one file of CSV with a header into a folder that may not be there yet. */
export async function writeTable(folder: string, name: string, { columns, rows }: Table): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = [columns, ...rows].map((record) => record.map(csvField).join(","));
  await writeFile(join(folder, name), `${lines.join("\n")}\n`);
}

/** A value as CSV has it: in quotes where it must be. https://www.rfc-editor.org/rfc/rfc4180 */
export function csvField(value: string): string {
  return /[",\r\n]/.test(value) || value === "" ? `"${value.replaceAll('"', '""')}"` : value;
}
