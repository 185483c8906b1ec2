import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FeatureBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { constraintsOf } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import type { Prediction } from "@driftwheel/core/monitor/captures/watched-predictions.ts";
import { derivedNames } from "@driftwheel/core/monitor/derived/derived-names.ts";
import { estimateOfBaseline } from "@driftwheel/core/monitor/estimated/estimate.ts";
import type { Estimation } from "@driftwheel/core/monitor/estimated/estimation.ts";
import { fitEstimation, type Labelled } from "@driftwheel/core/monitor/estimated/fit-estimation.ts";
import { listed } from "@driftwheel/core/words/listed.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { baselineLines } from "../output/baseline-lines.ts";
import type { BaselineMade } from "../training-set/baseline-made.ts";
import { summaryOf } from "../training-set/column-summary.ts";
import { derivedSummary } from "../training-set/derived-summary.ts";
import { refuseOtherLists } from "../training-set/other-lists.ts";
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
  readonly prediction: readonly Prediction[];
  readonly label?: string;
  readonly positive: string;
  readonly threshold: number;
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
      "--prediction <name:place>",
      "a column that is what the model answers, and where it stands in the captured output: a column from 0 (the default), a path in JSON or a JMESPath; once for each",
      addPrediction,
      [],
    )
    .option(
      "--label <name>",
      "the column of what turned out, which is no feature: from it and a --prediction (of several classes one for each, called as p_<class>) is learnt how performance is estimated without labels; take rows that the model did not learn from",
    )
    .option("--positive <class>", "of two classes the one that the prediction is the probability of", "1")
    .option("--threshold <share>", "from which probability on the answer is that class", share, 0.5)
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
    "{ rows, format, files, header, features, leftOut, predictions, estimated, statistics, constraints } as one line of JSON";
  return withOutput(command, form).action(async (names: readonly string[], options: Options) => {
    if (options.label !== undefined && options.prediction.length === 0) {
      throw new PersonError(
        "--label needs the column of what the model answered: --prediction score:0, for example.",
        exitCode.usage,
      );
    }
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
  const { columns, label } = parted(table.all(), options.label ?? null);
  const { prediction: predictions } = options;
  refuseUnknownPredictions(
    predictions,
    columns.map(({ name }) => name),
  );
  const labelled = label && { ...options, label, predictions: predictions.map(({ name }) => name) };
  const statistics = calibratedStatistics(columns, table.rows, {
    windows: options.windows,
    isOrdered: !options.shuffled,
    predictions,
    learn: (features, shown) => {
      // Before windows are drawn, which takes long.
      const names = new Set(shown.map(({ name }) => name));
      const embeddings = columns.filter(({ name }) => !names.has(name)).map(({ name }) => name);
      refuseOtherLists(table.lists, embeddings);
      return labelled ? learnt(labelled, shown, features) : null;
    },
    onProgress: (share) => context.progress(`windows without drift: ${Math.round(100 * share)}%`),
  });
  if (options.windows > 0) context.progress(null);
  const derived = statistics.driftwheel?.derived ?? [];
  const written = {
    statistics: join(folder, "statistics.json"),
    constraints: join(folder, "constraints.json"),
  };
  await writeFile(written.statistics, text(statistics));
  await writeFile(written.constraints, text(constraintsOf(statistics, predictions)));
  return {
    rows: table.rows,
    format,
    files: files.length,
    header,
    features: columns.flatMap((column) => {
      const field = derived.find((one) => one.column === column.name);
      const [name = column.name] = field ? derivedNames(field) : [];
      const feature = statistics.features.find((one) => one.name === name);
      if (!feature) return [];
      return field
        ? [derivedSummary(column, feature, field)]
        : [summaryOf(column, feature, table.remarks.get(column.name))];
    }),
    predictions,
    estimated: estimatedBy(statistics.driftwheel?.estimation),
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

/** The columns that are features, and the one that is the label. */
function parted(
  columns: readonly Column[],
  label: string | null,
): { readonly columns: readonly Column[]; readonly label: Column | null } {
  if (label === null) return { columns, label };
  const found = columns.find(({ name }) => name === label);
  if (found) return { columns: columns.filter((column) => column !== found), label: found };
  const names = columns.map(({ name }) => name);
  throw new PersonError(
    `--label names ${label}, which is no column of the training set; it has ${listed(names, 50)}.`,
    exitCode.usage,
  );
}

function learnt(
  labelled: Labelled,
  columns: readonly Column[],
  features: readonly FeatureBaseline[],
): Estimation {
  const fitted = fitEstimation(labelled, columns, features);
  if (fitted.ok) return fitted.estimation;
  throw new PersonError(`Nothing can be learnt from --label ${labelled.label.name}: ${fitted.reason}.`);
}

/** What performance is estimated of the labelled rows themselves, by metric. */
function estimatedBy(estimation: Estimation | undefined): BaselineMade["estimated"] {
  const estimated = estimation ? estimateOfBaseline(estimation) : null;
  if (!estimated) return null;
  return Object.fromEntries(
    [...estimated].flatMap(([metric, { value }]) => (Number.isFinite(value) ? [[metric, value]] : [])),
  );
}

function share(typed: string): number {
  const value = Number(typed);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Must be above 0 and below 1, such as 0.5.");
}

function wholeNumber(typed: string): number {
  if (!/^\d{1,6}$/.test(typed)) throw new InvalidArgumentError("Must be a whole number, up to 999999.");
  return Number(typed);
}

/** The place begins at the first colon; paths and expressions may have more of them. */
function addPrediction(typed: string, before: readonly Prediction[]): readonly Prediction[] {
  const colon = typed.indexOf(":");
  const name = (colon < 0 ? typed : typed.slice(0, colon)).trim();
  const written = colon < 0 ? "0" : typed.slice(colon + 1).trim();
  if (name === "" || written === "")
    throw new InvalidArgumentError("Must be a column and a place, such as price:0.");
  if (before.some((prediction) => prediction.name === name)) {
    throw new InvalidArgumentError(`${name} has a place already.`);
  }
  return [...before, { name, place: /^\d+$/.test(written) ? Number(written) : written }];
}

function refuseUnknownPredictions(predictions: readonly Prediction[], columns: readonly string[]): void {
  const unknown = predictions.find(({ name }) => !columns.includes(name));
  if (!unknown) return;
  throw new PersonError(
    `--prediction names ${unknown.name}, which is no column of the training set; it has ${listed(columns, 50)}.`,
    exitCode.usage,
  );
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
