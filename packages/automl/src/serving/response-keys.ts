import type { Model, Prediction } from "../model/model.ts";

/** What an answer may have of each row: https://docs.aws.amazon.com/sagemaker/latest/dg/autopilot-automate-model-development-container-output.html */
const keys = ["predicted_label", "probability", "probabilities", "labels"] as const;

export type ResponseKey = (typeof keys)[number];

/**
 * @param text names with commas between them, as `SAGEMAKER_INFERENCE_OUTPUT` has them
 * @throws Error for a name that is none, and for one that a regression has not
 */
export function responseKeys(text: string, { problemType }: Model): readonly ResponseKey[] {
  const allowed = problemType === "Regression" ? keys.slice(0, 1) : keys;
  return text.split(",").map((part) => {
    const found = allowed.find((key) => key === part.trim());
    if (found !== undefined) return found;
    throw new Error(
      `SAGEMAKER_INFERENCE_OUTPUT names "${part.trim()}"; a model of ${problemType} answers ${allowed.join(", ")}.`,
    );
  });
}

/** One value of an answer's row; lists are written as Python writes them. */
export function responseValue(key: ResponseKey, { label, chances }: Prediction, model: Model): string {
  switch (key) {
    case "predicted_label":
      return label;
    case "probability": {
      const ofPositive = model.mode === "HYPERPARAMETER_TUNING" && model.labels.length === 2;
      const place = ofPositive ? 1 : model.labels.indexOf(label);
      return String(chances[place] ?? Number.NaN);
    }
    case "probabilities":
      return `[${chances.join(", ")}]`;
    case "labels":
      return `[${model.labels.map((each) => `'${each.replaceAll("'", "\\'")}'`).join(", ")}]`;
  }
}
