import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { PersonError } from "../context/errors.ts";

export const formats = ["csv", "tsv", "json-lines", "parquet"] as const;
export type Format = (typeof formats)[number];

const endings: Readonly<Record<string, Format>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  json: "json-lines",
  jsonl: "json-lines",
  ndjson: "json-lines",
  parquet: "parquet",
  pq: "parquet",
};

/** What lies in a folder whose files are not all part of its table any more, and how one gets those that are. */
const tableFormats: Readonly<Record<string, string>> = {
  _delta_log: 'a Delta table; write its rows anew: spark.read.format("delta").load(...).write.parquet(...)',
  ".hoodie": 'a Hudi table; write its rows anew: spark.read.format("hudi").load(...).write.parquet(...)',
};

/** A file with rows of a training set. */
export interface TrainingFile {
  readonly path: string;
  /** For people: as it was typed, and the way inside a folder that was. */
  readonly name: string;
  readonly format: Format;
  /** Columns whose value the file's folders tell (`year=2024/part-0.parquet`). */
  readonly partition: readonly (readonly [string, Value])[];
}

/**
 * The files that were named, and those of folders that were, in the order of their names. In a folder, files whose name
 * begins with `_` or `.` are no data: so Hadoop, Spark and pandas have it (`_SUCCESS`, `.part-0.crc`).
 *
 * @throws PersonError when there is none, one does not say what it holds, or not all are of one format
 */
export async function trainingFiles(
  names: readonly string[],
  { directory, format }: { readonly directory: string; readonly format: Format | undefined },
): Promise<readonly [TrainingFile, ...TrainingFile[]]> {
  const files: TrainingFile[] = [];
  for (const name of names) {
    const path = resolve(directory, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push(fileOf(path, name, format, []));
    else if (found?.isDirectory()) files.push(...(await inside(path, name, format)));
    else throw new PersonError(`${name}: there is no such file.`);
  }
  const [first, ...others] = files;
  if (!first) throw new PersonError(`${names.join(", ")}: there are no files with rows inside.`);
  const other = others.find((file) => file.format !== first.format);
  if (other) {
    throw new PersonError(
      `${first.name} holds ${first.format}, ${other.name} ${other.format}; expected one format. Name the files to be read.`,
    );
  }
  return [first, ...others];
}

async function inside(
  root: string,
  name: string,
  format: Format | undefined,
): Promise<readonly TrainingFile[]> {
  const ways = (await readdir(root, { recursive: true })).map((way) => way.split(sep));
  const table = ways.flat().find((part) => Object.hasOwn(tableFormats, part));
  if (table !== undefined) throw new PersonError(`${name} is ${tableFormats[table]}.`);
  const files: TrainingFile[] = [];
  for (const way of ways.toSorted((one, other) => (one.join("/") < other.join("/") ? -1 : 1))) {
    const path = join(root, ...way);
    if (way.some(isHidden) || !(await stat(path)).isFile()) continue;
    files.push(fileOf(path, join(name, ...way), format, way.slice(0, -1).flatMap(partitionOf)));
  }
  return files;
}

function isHidden(name: string): boolean {
  return name.startsWith("_") || name.startsWith(".");
}

function fileOf(
  path: string,
  name: string,
  format: Format | undefined,
  partition: TrainingFile["partition"],
): TrainingFile {
  const ending = basename(path).toLowerCase().replace(/\.gz$/, "").split(".").at(-1) ?? "";
  const found = format ?? endings[ending];
  if (found === undefined) {
    throw new PersonError(
      `${name}: its name does not say what it holds; expected ${Object.keys(endings).join(", ")}, or its format by --format.`,
    );
  }
  return { path, name, format: found, partition };
}

/**
 * Hive's folders, as Spark, pandas and DuckDB write them: the value is no part of the file.
 * https://spark.apache.org/docs/latest/sql-data-sources-parquet.html#partition-discovery
 */
function partitionOf(folder: string): TrainingFile["partition"] {
  const at = folder.indexOf("=");
  if (at < 1) return [];
  const value = decoded(folder.slice(at + 1));
  return [[decoded(folder.slice(0, at)), value === "__HIVE_DEFAULT_PARTITION__" ? null : value]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
