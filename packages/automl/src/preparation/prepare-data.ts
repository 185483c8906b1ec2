import { InputError } from "../container/run-program.ts";
import { seededRandom } from "../random.ts";
import { isMissing, numberIn, type Table } from "../table/table.ts";
import type { Prepared, ProblemType } from "./prepared.ts";
import { labelsOf, problemTypeOf } from "./problem-type.ts";
import { splitRows } from "./split-rows.ts";

export interface Asked {
  readonly target: string;
  /** Null where it is to be found. */
  readonly problemType: ProblemType | null;
  /** Of the training data, where there is no data for validation. */
  readonly validationFraction: number;
}

export interface Preparation {
  readonly analysis: Prepared;
  readonly training: Table;
  readonly validation: Table;
  /** Rows that have no target, which nothing can be learnt from. */
  readonly withoutTarget: number;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJob.html, InputDataConfig */
const fewestRows = 500;

/** The same for the same job. */
const seed = 1;

/** @throws InputError for data that cannot be learnt from as it was asked */
export function prepareData(training: Table, validation: Table | null, asked: Asked): Preparation {
  if (training.rows.length < fewestRows) {
    throw new InputError(
      `The training data has ${training.rows.length} rows; at least ${fewestRows} are required.`,
    );
  }
  if (validation !== null && validation.columns.join("\n") !== training.columns.join("\n")) {
    throw new InputError(
      `The validation data has the columns ${validation.columns.join(",")}; expected those of the training data, ${training.columns.join(",")}.`,
    );
  }
  const place = training.columns.indexOf(asked.target);
  if (place < 0) {
    throw new InputError(
      `The target "${asked.target}" is no column of the data; its columns are ${training.columns.join(", ")}.`,
    );
  }
  const known = training.rows.filter((row) => !isMissing(row[place] ?? ""));
  const given = validation?.rows.filter((row) => !isMissing(row[place] ?? "")) ?? null;
  const targetOf = (row: readonly string[]) => (row[place] ?? "").trim();
  const targets = known.map(targetOf);
  const problemType = asked.problemType ?? problemTypeOf(targets);
  const labels = problemType === "Regression" ? [] : labelsOf(targets);
  checkTargets(targets, { ...asked, problemType });
  const split =
    given === null
      ? splitRows(known, asked.validationFraction, {
          groupOf: problemType === "Regression" ? () => "" : targetOf,
          random: seededRandom(seed),
        })
      : { training: known, validation: given };
  checkValidation(split.validation.map(targetOf), labels, problemType);
  const all = [...split.training, ...split.validation];
  return {
    analysis: {
      problemType,
      target: asked.target,
      labels: [...labels],
      columns: training.columns.flatMap((name, index) =>
        index === place ? [] : [{ name, kind: kindOf(all, index) }],
      ),
      rows: { training: split.training.length, validation: split.validation.length },
    },
    training: { columns: training.columns, rows: split.training },
    validation: { columns: training.columns, rows: split.validation },
    withoutTarget:
      training.rows.length + (validation?.rows.length ?? 0) - known.length - (given?.length ?? 0),
  };
}

function checkTargets(
  targets: readonly string[],
  { target, problemType }: { readonly target: string; readonly problemType: ProblemType },
): void {
  const distinct = new Set(targets);
  if (distinct.size < 2) {
    throw new InputError(`The target "${target}" has one value only, ${[...distinct].join()}.`);
  }
  if (problemType === "BinaryClassification" && distinct.size > 2) {
    throw new InputError(
      `The target "${target}" has ${distinct.size} values; BinaryClassification takes two.`,
    );
  }
  const word = targets.find((text) => numberIn(text) === null);
  if (problemType === "Regression" && word !== undefined) {
    throw new InputError(`The target "${target}" has the value "${word}"; Regression takes numbers.`);
  }
}

function checkValidation(
  targets: readonly string[],
  labels: readonly string[],
  problemType: ProblemType,
): void {
  if (targets.length === 0) {
    throw new InputError("No rows are left for validation; raise ValidationFraction, or give a channel.");
  }
  const fits = (text: string) =>
    problemType === "Regression" ? numberIn(text) !== null : labels.includes(text);
  const odd = targets.find((text) => !fits(text));
  if (odd === undefined) return;
  throw new InputError(
    `The validation data has the target "${odd}", which ${problemType === "Regression" ? "is no number" : "the training data does not have"}.`,
  );
}

function kindOf(rows: readonly (readonly string[])[], column: number): "number" | "word" {
  const known = rows.map((row) => row[column] ?? "").filter((text) => !isMissing(text));
  return known.every((text) => numberIn(text) !== null) ? "number" : "word";
}
