import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { columnOf, type Dataset } from "../dataset/read-dataset.ts";
import type { AnalysisConfig, Predictor } from "./analysis-config.ts";
import type { Groups } from "./groups.ts";
import type { Mark } from "./marked-rows.ts";
import { answersOf } from "./model/answers.ts";
import { withModel } from "./model/shadow-endpoint.ts";

/** Above it a score is that of class 1; Clarify's own. */
const usualThreshold = 0.5;

/**
 * Rows whose predicted label is a positive one: by a column of the data set, or else by what the model answers.
 *
 * @param positive the labels that are positive
 */
export async function predictedRows(
  config: AnalysisConfig,
  dataset: Dataset,
  { positive, modelName }: { readonly positive: Mark; readonly modelName: string | undefined },
): Promise<NonNullable<Groups["predicted"]>> {
  const { predicted_label: name, predictor } = config;
  if (name !== null && name !== undefined) {
    return columnOf(dataset, name, "predicted_label").values.map(positive.isMarked);
  }
  const model = predictor?.model_name ?? modelName;
  if (!predictor || (model === undefined && predictor.endpoint_name === undefined)) {
    throw new PersonError(
      "predictor: names no model; expected the step's ModelName, predictor.model_name or predictor.endpoint_name, or predicted_label where the data set has the answers",
    );
  }
  refuseProbabilities(predictor);
  const values = await withModel({ model, endpoint: predictor.endpoint_name }, (invoke) =>
    answersOf(featuresOf(config, dataset), predictor, invoke),
  );
  const threshold = config.probability_threshold ?? usualThreshold;
  const isLabel = predictor.label !== null && predictor.label !== undefined;
  return values.map((value) => positive.isMarked(isLabel ? value : classOf(value, threshold)));
}

function classOf(score: Value, threshold: number): Value {
  const number = typeof score === "string" && score.trim() !== "" ? Number(score) : score;
  if (typeof number === "number" && Number.isFinite(number)) return number > threshold ? 1 : 0;
  throw new PersonError(
    `The model answered ${JSON.stringify(score)}; expected a score, or its place by predictor.label or predictor.probability`,
  );
}

function refuseProbabilities({ label, label_headers: headers }: Predictor): void {
  if (!headers || (label !== null && label !== undefined)) return;
  throw new PersonError(
    "predictor.label_headers: is not implemented on the local AWS; expected predictor.label, the place of the predicted label, or one score",
  );
}

/** Columns that the model is asked: all but those that are of the analysis. */
function featuresOf(config: AnalysisConfig, dataset: Dataset): Dataset {
  const named = [config.label, config.joinsource_name_or_index, ...(config.excluded_columns ?? [])];
  const left = new Set(
    named
      .filter((name) => name !== null && name !== undefined)
      .map((name) => columnOf(dataset, name, "excluded_columns").name),
  );
  return { rows: dataset.rows, columns: dataset.columns.filter(({ name }) => !left.has(name)) };
}
