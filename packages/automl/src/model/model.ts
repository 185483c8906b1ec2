import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { encode, encoder, fitEncoder } from "../features/encoder.ts";
import { type Algorithm, learn, learnt, predict } from "../learners/learn.ts";
import { type Prepared, problemTypes } from "../preparation/prepared.ts";
import type { Table } from "../table/table.ts";

/** How an AutoML job goes about it, which its models' answers show. */
export const modes = ["ENSEMBLING", "HYPERPARAMETER_TUNING"] as const;

/** A candidate's model: `model.json` in its archive. */
const model = z.object({
  problemType: z.enum(problemTypes),
  target: z.string(),
  mode: z.enum(modes),
  labels: z.array(z.string()),
  encoder,
  learnt,
});

export type Model = z.infer<typeof model>;

/** Rows without their target, and the targets beside them. */
export interface Labelled {
  readonly rows: readonly (readonly string[])[];
  readonly targets: readonly string[];
}

export function withoutTarget({ columns, rows }: Table, target: string): Labelled {
  const place = columns.indexOf(target);
  return {
    rows: rows.map((row) => row.filter((_value, index) => index !== place)),
    targets: rows.map((row) => (row[place] ?? "").trim()),
  };
}

export interface Recipe {
  readonly algorithm: Algorithm;
  readonly mode: Model["mode"];
  /** The algorithm's hyperparameters. */
  readonly settings: Readonly<Record<string, string>>;
}

export function fitModel(
  prepared: Prepared,
  training: Labelled,
  { algorithm, mode, settings }: Recipe,
): Model {
  const { problemType, labels, target } = prepared;
  const columns = fitEncoder(prepared.columns, training.rows);
  const examples = {
    rows: training.rows.map((row) => encode(columns, row)),
    targets: Float64Array.from(training.targets, (text) =>
      problemType === "Regression" ? Number(text) : labels.indexOf(text),
    ),
    classes: labels.length,
  };
  return {
    problemType,
    target,
    mode,
    labels,
    encoder: columns,
    learnt: learn(algorithm, examples, settings),
  };
}

export interface Prediction {
  /** A label, or a regression's number. */
  readonly label: string;
  /** By label; none of a regression. */
  readonly chances: readonly number[];
}

/**
 * @param row values by column, the target left out
 * @throws InputError for what is no number in a column of numbers
 */
export function predictRow(
  { encoder: columns, learnt: known, labels, problemType }: Model,
  row: readonly string[],
): Prediction {
  const outputs = predict(known, encode(columns, row));
  if (problemType === "Regression") return { label: String(outputs[0] ?? Number.NaN), chances: [] };
  const highest = outputs.indexOf(Math.max(...outputs));
  return { label: labels[highest] ?? "", chances: outputs };
}

/** A prediction beside what turned out. */
export interface Judged extends Prediction {
  readonly target: string;
}

export function judge(known: Model, { rows, targets }: Labelled): readonly Judged[] {
  return rows.map((row, index) => ({ ...predictRow(known, row), target: targets[index] ?? "" }));
}

const file = "model.json";

export async function writeModel(folder: string, made: Model): Promise<void> {
  await writeFile(join(folder, file), JSON.stringify(made));
}

export async function readModel(folder: string): Promise<Model> {
  return model.parse(JSON.parse(await readFile(join(folder, file), "utf8")));
}
