import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { columnOf, type Dataset } from "../dataset/read-dataset.ts";
import type { AnalysisConfig } from "./analysis-config.ts";
import type { Groups } from "./groups.ts";
import { markedRows } from "./marked-rows.ts";

/** Rows whose predicted label is a positive one. */
export async function predictedRows(
  config: AnalysisConfig,
  dataset: Dataset,
  variables: NodeJS.ProcessEnv,
): Promise<NonNullable<Groups["predicted"]>> {
  const { predicted_label: name, label_values_or_threshold: marks } = config;
  if (name !== null && name !== undefined) {
    return markedRows(columnOf(dataset, name, "predicted_label"), marks ?? [], "label_values_or_threshold")
      .rows;
  }
  void variables;
  throw new PersonError("post_training_bias: a model is not asked yet");
}
