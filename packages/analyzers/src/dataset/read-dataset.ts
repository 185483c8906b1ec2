import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { firstLine } from "@driftwheel/cli/assess/first-line.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { readTrainingSet } from "@driftwheel/cli/training-set/read-training-set.ts";
import type { Format } from "@driftwheel/cli/training-set/training-files.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { csvRecords } from "@driftwheel/core/monitor/payloads/csv/records.ts";

export interface Dataset {
  readonly columns: readonly Column[];
  readonly rows: number;
}

export interface DatasetForm {
  readonly format: Format;
  /** Of CSV, whether the first line has the columns' names; null for the others. */
  readonly header: boolean | null;
  /** Names of the columns of CSV, where somebody told them. */
  readonly names?: readonly string[] | undefined;
}

/** Characters of a first line that are looked at. */
const longestLooked = 1_000_000;

/**
 * Reads all files of a data set. Columns of CSV without a header are called `_c0`, `_c1`, ... where nobody names them, as
 * Spark, which Model Monitor reads with, calls them.
 *
 * @param folder of the container, which holds the files
 * @throws PersonError saying which file is wrong, and what would be right
 */
export async function readDataset(folder: string, { format, header, names }: DatasetForm): Promise<Dataset> {
  const columns = names ?? (header === false ? await numberedNames(folder) : null);
  const { table } = await readTrainingSet(["."], {
    directory: folder,
    format,
    header,
    columns,
    delimiter: null,
    without: [],
    onRows: () => {},
  });
  return { columns: table.all(), rows: table.rows };
}

async function numberedNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const [file] = entries
    .filter((entry) => entry.isFile() && !/^[._]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (file === undefined) throw new PersonError(`${folder} has no files; expected the data set.`);
  const [first = []] = csvRecords(await firstLine(file, longestLooked), ",");
  return first.map((_, index) => `_c${index}`);
}

/**
 * The column that somebody means by a name, an index or a path of one step (`$.rain`, `rain`, `_c3`, `3`).
 *
 * @param told who names it, for the message
 * @throws PersonError when there is none
 */
export function columnOf(dataset: Dataset, name: string | number, told: string): Column {
  const plain = String(name)
    .replace(/^\$\.?/, "")
    .replace(/^\['(.*)'\]$/, "$1");
  const index = /^(?:_c)?(\d+)$/.exec(plain)?.[1];
  const found =
    dataset.columns.find((column) => column.name === plain) ??
    (index === undefined ? undefined : dataset.columns[Number(index)]);
  if (found) return found;
  const known = dataset.columns
    .map((column) => column.name)
    .slice(0, 20)
    .join(", ");
  throw new PersonError(
    `${told} names ${JSON.stringify(name)}, which is no column of the data set; it has ${known}.`,
  );
}

/** @throws PersonError when the file is not there or no JSON */
export async function readJson(path: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new PersonError(
      `${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
