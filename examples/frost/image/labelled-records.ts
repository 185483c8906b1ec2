import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { BadRow, dayOf, featureNames } from "./features.ts";
import type { LabelledDay } from "./labelled-days.ts";

/**
 * Reads the Parquet files of a feature group's offline store. A record that was put again has a row each time; those that
 * mark a deletion are left out. Throws BadRow naming the file and the row.
 */
export async function readLabelledRecords(folder: string): Promise<LabelledDay[]> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".parquet"))
    .sort();
  const days: LabelledDay[] = [];
  for (const name of names) {
    const file = new Uint8Array(readFileSync(join(folder, name))).buffer;
    const rows = await parquetReadObjects({ file });
    for (const [index, row] of rows.entries()) {
      if (row.is_deleted !== true) days.push(labelledDay(row, `${name}, row ${index + 1}`));
    }
  }
  return days;
}

function labelledDay(row: Readonly<Record<string, unknown>>, where: string): LabelledDay {
  const { served_at: servedAt, station, date, temp_min: tempMin } = row;
  if (typeof tempMin !== "number")
    throw new BadRow(`${where}: temp_min is ${String(tempMin)}; it must be a number`);
  return {
    servedAt: String(servedAt),
    station: String(station),
    date: String(date),
    day: dayOf(Object.fromEntries(featureNames.map((name) => [name, row[name]])), where),
    tempMin,
  };
}
