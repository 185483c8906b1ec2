import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { BadRow, type Day, dayOf, featureNames } from "./features.ts";

/** A day that was served, with what the night brought. */
export interface LabelledDay {
  /** When the day was served, ISO 8601 UTC. */
  readonly servedAt: string;
  readonly station: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly day: Day;
  /** The night's low in degrees Celsius. */
  readonly tempMin: number;
}

/** Columns of a labelled file, in order. */
const labelledColumns = ["served_at", "station", "date", ...featureNames, "temp_min"] as const;

/** Reads every CSV file of a folder and its subfolders. Throws BadRow naming the file and the line. */
export function readLabelledDays(folder: string): LabelledDay[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".csv"))
    .sort()
    .flatMap((name) => parseLabelledDays(readFileSync(join(folder, name), "utf8"), name));
}

/**
 * Parses a labelled file with its header line; the weather file itself (`location`, `date`) will do as well, its
 * month being the date's. Throws BadRow naming the file and the line.
 */
export function parseLabelledDays(text: string, file: string): LabelledDay[] {
  const records: Record<string, string>[] = parse(text, {
    columns: true,
    skip_empty_lines: true,
    trim: true,
  });
  return records.map((record, index) => {
    const where = `${file}, line ${index + 2}`;
    const fields = { ...record, month: record.month ?? monthOf(record.date) };
    const number = (name: string) => numberIn(fields, name);
    const tempMin = number("temp_min");
    if (tempMin === undefined || !Number.isFinite(tempMin)) {
      throw new BadRow(
        `${where}: temp_min is ${JSON.stringify(record.temp_min ?? null)}; it must be a number`,
      );
    }
    return {
      servedAt: textOf(record.served_at),
      station: textOf(record.station ?? record.location),
      date: textOf(record.date),
      day: dayOf(Object.fromEntries(featureNames.map((name) => [name, number(name)])), where),
      tempMin,
    };
  });
}

/** Writes days the way `parseLabelledDays` reads them. */
export function formatLabelledDays(days: readonly LabelledDay[]): string {
  const lines = days.map(({ servedAt, station, date, day, tempMin }) =>
    [servedAt, station, date, ...featureNames.map((name) => day[name]), tempMin].join(","),
  );
  return `${[labelledColumns.join(","), ...lines].join("\n")}\n`;
}

function numberIn(fields: Readonly<Record<string, string | undefined>>, name: string): number | undefined {
  return fields[name] ? Number(fields[name]) : undefined;
}

/** `2012-03-01` -> `03` */
function monthOf(date: string | undefined): string | undefined {
  return /^\d{4}-(\d{2})-\d{2}/.exec(date ?? "")?.[1];
}

function textOf(value: string | undefined): string {
  return value ?? "";
}
