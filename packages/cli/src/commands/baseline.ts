import { mkdir, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { constraintsOf } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import type { StatisticsDocument } from "@driftwheel/core/monitor/baseline/statistics-document.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";

import { Command, InvalidArgumentError, Option } from "commander";
import type { Context } from "../context/context.ts";
import { PersonError } from "../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { Table } from "../training-set/table.ts";

const formats = ["csv", "json-lines", "parquet"] as const;
type Format = (typeof formats)[number];
const endings: Readonly<Record<string, Format>> = {
  csv: "csv",
  jsonl: "json-lines",
  ndjson: "json-lines",
  parquet: "parquet",
};

interface Options extends OutputOptions {
  readonly out: string;
  readonly format?: Format;
  readonly columns?: readonly string[];
  readonly without?: readonly string[];
  readonly windows: number;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Must be a whole number, up to 999999.");
  return Number(text);
}

const list = (text: string) => text.split(",").map((name) => name.trim());

export function baselineCommand(context: Context): Command {
  const command = new Command("baseline")
    .description(
      "Make the statistics.json and constraints.json that live data are compared with, from a training set.",
    )
    .argument("<file>", "training set: CSV, JSON lines or Parquet, with the columns that the model is asked")
    .option("--out <folder>", "where to write them", ".")
    .addOption(
      new Option("--format <name>", "what the file holds (default: as its name ends)").choices(formats),
    )
    .option("--columns <names>", "names of the columns of a CSV file that has none, by commas", list)
    .option("--without <names>", "columns that the model is not asked, such as the label, by commas", list)
    .option(
      "--windows <count>",
      "windows without drift that are drawn from the training set, for each of ten sizes; 0 leaves it to theory how they look",
      wholeNumber,
      10_000,
    );
  return withOutput(command, "{ rows, features, statistics, constraints } as one line of JSON").action(
    async (file: string, options: Options) => {
      const table = await readTable(file, options, context);
      const left = new Set(options.without);
      const columns = table.all();
      const unknown = [...left].filter((name) => columns.every((column) => column.name !== name));
      if (unknown.length > 0) {
        const names = columns.map(({ name }) => name).join(", ");
        throw new PersonError(`${file} has no column ${unknown.join(", ")}; it has ${names}.`);
      }
      const statistics = calibratedStatistics(
        columns.filter(({ name }) => !left.has(name)),
        table.rows,
        {
          windows: options.windows,
          onProgress: (share) => context.progress(`windows without drift: ${Math.round(100 * share)}%`),
        },
      );
      if (options.windows > 0) context.progress(null);
      const folder = resolve(context.directory, options.out);
      await mkdir(folder, { recursive: true });
      const written = {
        statistics: join(folder, "statistics.json"),
        constraints: join(folder, "constraints.json"),
      };
      await writeFile(written.statistics, text(statistics));
      await writeFile(written.constraints, text(constraintsOf(statistics)));
      showBaseline(statistics, written, {
        json: isForProgram(options, context),
        out: (line) => context.out(line),
      });
    },
  );
}

async function readTable(file: string, options: Options, context: Context): Promise<Table> {
  const path = resolve(context.directory, file);
  const format = options.format ?? endings[path.split(".").at(-1)?.toLowerCase() ?? ""];
  if (format === undefined) {
    throw new PersonError(`${file}: its name does not say what it holds; name it with --format.`);
  }
  if (options.columns && format !== "csv") {
    throw new PersonError(`--columns names the columns of a CSV file; ${format} has names of its own.`);
  }
  if (!(await stat(path).catch(() => null))?.isFile())
    throw new PersonError(`${file}: there is no such file.`);
  const table = new Table();
  const read = (rows: number) => {
    if (rows % 10_000 === 0) context.progress(`${rows} rows`);
  };
  await readers[format](path, { name: file, table, columns: options.columns ?? null, read });
  context.progress(null);
  if (table.rows === 0) throw new PersonError(`${file} has no rows.`);
  return table;
}

/** A library for each format, loaded when it is asked for. */
const readers: Readonly<Record<Format, Reader>> = {
  csv: async (path, into) => (await import("../training-set/read-csv.ts")).readCsv(path, into),
  "json-lines": async (path, into) =>
    (await import("../training-set/read-json-lines.ts")).readJsonLines(path, into),
  parquet: async (path, into) => (await import("../training-set/read-parquet.ts")).readParquet(path, into),
};
type Reader = (
  path: string,
  into: {
    readonly name: string;
    readonly table: Table;
    readonly columns: readonly string[] | null;
    readonly read: (rows: number) => void;
  },
) => Promise<void>;

function showBaseline(
  { dataset, features }: StatisticsDocument,
  written: { readonly statistics: string; readonly constraints: string },
  { json, out }: { readonly json: boolean; readonly out: (line: string) => void },
): void {
  const told = features.map((feature) => ({
    name: feature.name,
    type: feature.inferred_type,
    missing: missingIn(feature, dataset.item_count),
  }));
  if (json) {
    out(JSON.stringify({ rows: dataset.item_count, features: told, ...written }));
    return;
  }
  out(`${dataset.item_count} rows, ${features.length} features`);
  const width = Math.max(...told.map(({ name }) => name.length));
  for (const { name, type, missing } of told) {
    out(`  ${name.padEnd(width)}  ${type.toLowerCase()}${missing > 0 ? `, ${missing} missing` : ""}`);
  }
  out(`Written: ${written.statistics}`);
  out(`         ${written.constraints}`);
}

function missingIn(feature: StatisticsDocument["features"][number], rows: number): number {
  if ("numerical_statistics" in feature) return feature.numerical_statistics.common.num_missing;
  return "string_statistics" in feature ? feature.string_statistics.common.num_missing : rows;
}

function text(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
