import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { constraintsOf } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { baselineLines } from "../output/baseline-lines.ts";
import type { BaselineMade } from "../training-set/baseline-made.ts";
import { summaryOf } from "../training-set/column-summary.ts";
import { readTrainingSet } from "../training-set/read-training-set.ts";
import { type Format, formats } from "../training-set/training-files.ts";

interface Options extends OutputOptions {
  readonly out: string;
  readonly format?: Format;
  /** Absent unless one of `--header` and `--no-header` was given. */
  readonly header?: boolean;
  readonly columns?: readonly string[];
  readonly delimiter?: string;
  readonly without?: readonly string[];
  readonly windows: number;
  readonly shuffled?: true;
}

export function baselineCommand(context: Context): Command {
  const command = new Command("baseline")
    .description(
      "Make the statistics.json and constraints.json that live data are compared with, from a training set.",
    )
    .argument(
      "<file...>",
      "training set: CSV, TSV, JSON lines (each may be gzip) or Parquet, with the columns that the model is asked; files, or folders of them",
    )
    .option("--out <folder>", "where to write them", ".")
    .addOption(
      new Option("--format <name>", "what the files hold (default: as their names end)").choices(formats),
    )
    .addOption(new Option("--header", "the first line of a CSV file names its columns"))
    .addOption(new Option("--no-header", "it does not: it is a row, and --columns names them"))
    .option("--columns <names>", "names of the columns of a CSV file, by commas", list)
    .option(
      "--delimiter <character>",
      'what divides the fields of a CSV file: ";", "|", tab (default: ",")',
      delimiter,
    )
    .option("--without <names>", "columns that the model is not asked, such as the label, by commas", list)
    .option(
      "--windows <count>",
      "windows without drift that are drawn from the training set, for each of ten sizes; 0 leaves it to theory how they look",
      wholeNumber,
      10_000,
    )
    .option(
      "--shuffled",
      "rows stand in no order of time; without it how much windows differ is learned from their order too",
    )
    .addHelpText("after", rule);
  const form =
    "{ rows, format, files, header, features, leftOut, statistics, constraints } as one line of JSON";
  return withOutput(command, form).action(async (names: readonly string[], options: Options) => {
    if (options.header === false && !options.columns) {
      throw new PersonError(
        "--no-header needs the columns' names: --columns a,b,c, in the order of the fields.",
        exitCode.usage,
      );
    }
    const made = await make(names, options, context);
    if (isForProgram(options, context)) context.out(JSON.stringify(made));
    else for (const line of baselineLines(made, context)) context.out(line);
  });
}

const rule = `
Whether the first line of a CSV file names its columns is taken as certain where texts stand over
numbers, and is said. Where it is not certain, and --header, --no-header or --columns do not tell,
the file is refused. The index of a pandas data frame in Parquet is left out.`;

async function make(names: readonly string[], options: Options, context: Context): Promise<BaselineMade> {
  const folder = await writableFolder(options.out, context);
  const { header, files, format, table } = await readTrainingSet(names, {
    directory: context.directory,
    format: options.format,
    header: options.header ?? null,
    columns: options.columns ?? null,
    delimiter: options.delimiter ?? null,
    without: options.without ?? [],
    onRows: (rows) => {
      if (rows % 10_000 === 0) context.progress(`${rows} rows`);
    },
  });
  context.progress(null);
  const columns = table.all();
  const statistics = calibratedStatistics(columns, table.rows, {
    windows: options.windows,
    isOrdered: !options.shuffled,
    onProgress: (share) => context.progress(`windows without drift: ${Math.round(100 * share)}%`),
  });
  if (options.windows > 0) context.progress(null);
  const written = {
    statistics: join(folder, "statistics.json"),
    constraints: join(folder, "constraints.json"),
  };
  await writeFile(written.statistics, text(statistics));
  await writeFile(written.constraints, text(constraintsOf(statistics)));
  return {
    rows: table.rows,
    format,
    files: files.length,
    header,
    features: columns.flatMap((column, index) => {
      const feature = statistics.features[index];
      return feature ? [summaryOf(column, feature, table.remarks.get(column.name))] : [];
    }),
    leftOut: Array.from(table.leftOut, ([name, why]) => ({ name, why })),
    ...written,
  };
}

/** Made before the training set is read: nobody should wait for windows that cannot be written down. */
async function writableFolder(out: string, { directory }: Context): Promise<string> {
  const folder = resolve(directory, out);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (error) {
    throw new PersonError(
      `${out} cannot be written to (${messageOf(error)}); --out names the folder for statistics.json and constraints.json.`,
      exitCode.failed,
      { cause: error },
    );
  }
}

function wholeNumber(typed: string): number {
  if (!/^\d{1,6}$/.test(typed)) throw new InvalidArgumentError("Must be a whole number, up to 999999.");
  return Number(typed);
}

function list(typed: string): readonly string[] {
  return typed.split(",").map((name) => name.trim());
}

function delimiter(typed: string): string {
  if (typed === "tab" || typed === "\\t") return "\t";
  if (/^[^\w\s"'.+-]$|^\t$/u.test(typed)) return typed;
  throw new InvalidArgumentError('Must be one character such as ";", or tab.');
}

function text(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
