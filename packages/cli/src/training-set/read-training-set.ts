import { PersonError } from "../context/errors.ts";
import type { CsvSettings } from "./csv/read-csv.ts";
import { type Into, Table } from "./table.ts";
import { type Format, type TrainingFile, trainingFiles } from "./training-files.ts";

export interface TrainingSetOptions extends CsvSettings {
  readonly directory: string;
  readonly format: Format | undefined;
  /** Columns that are left out. */
  readonly without: readonly string[];
  readonly onRows: (rows: number) => void;
}

export interface TrainingSet {
  readonly table: Table;
  readonly format: Format;
  readonly files: readonly string[];
  /** Of CSV: whether the first line has the columns' names, and why that is so. */
  readonly header: { readonly header: boolean; readonly because: string } | null;
}

/**
 * Reads the files of a training set into one table.
 *
 * @param names files, or folders of them
 * @throws PersonError saying what of which file is wrong, and what would be right
 */
export async function readTrainingSet(
  names: readonly string[],
  options: TrainingSetOptions,
): Promise<TrainingSet> {
  const files = await trainingFiles(names, options);
  const [{ format }] = files;
  refuseForeign(format, options);
  const table = new Table(options.without);
  const { read, header } = await readerOf(format, options);
  for (const file of files) {
    for (const [name] of file.partition) table.remarks.set(name, "from the names of folders");
    await read(file, { table, read: options.onRows });
  }
  if (table.rows === 0) throw new PersonError(`${names.join(", ")} has no rows.`);
  refuseUnknown(names, options.without, table);
  return { table, format, files: files.map(({ name }) => name), header: header() };
}

interface Reader {
  read(file: TrainingFile, into: Into): Promise<void>;
  header(): TrainingSet["header"];
}

/** A library for each format, loaded when it is asked for. */
async function readerOf(format: Format, settings: CsvSettings): Promise<Reader> {
  switch (format) {
    case "csv":
    case "tsv": {
      const { CsvReader } = await import("./csv/read-csv.ts");
      const reader = new CsvReader(settings);
      return {
        read: (file, into) => reader.file(file, into),
        header: () => reader.taken && { header: reader.taken.header, because: reader.taken.because },
      };
    }
    case "json-lines": {
      const { readJsonLines } = await import("./read-json-lines.ts");
      return { read: readJsonLines, header: () => null };
    }
    case "parquet": {
      const { ParquetReader } = await import("./parquet/read-parquet.ts");
      const reader = new ParquetReader();
      return { read: (file, into) => reader.file(file, into), header: () => null };
    }
  }
}

function refuseForeign(format: Format, { header, columns, delimiter }: CsvSettings): void {
  if (format === "csv" || format === "tsv") return;
  if (columns) {
    throw new PersonError(`--columns names the columns of a CSV file; ${format} has names of its own.`);
  }
  const option =
    header !== null ? `--${header ? "" : "no-"}header` : delimiter !== null ? "--delimiter" : null;
  if (option) throw new PersonError(`${option} is for CSV files; ${format} has no such thing.`);
}

function refuseUnknown(names: readonly string[], without: readonly string[], table: Table): void {
  const unknown = without.filter((name) => !table.leftOut.has(name));
  if (unknown.length === 0) return;
  const known = table.all().map(({ name }) => name);
  throw new PersonError(
    `${names.join(", ")} has no column ${unknown.join(", ")}; it has ${known.slice(0, 50).join(", ")}${
      known.length > 50 ? `, and ${known.length - 50} more` : ""
    }.`,
  );
}
