export const problemTypes = ["Regression", "BinaryClassification", "MulticlassClassification"] as const;

export type ProblemType = (typeof problemTypes)[number];

/** What is told of each candidate of a problem type, what a job may be after first, and what it is after unless told. */
interface Metrics {
  readonly objectives: readonly string[];
  readonly others: readonly string[];
  readonly usual: string;
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoMLJobObjective.html */
const metrics: Readonly<Record<ProblemType, Metrics>> = {
  Regression: { objectives: ["MSE", "RMSE", "MAE", "R2"], others: [], usual: "MSE" },
  BinaryClassification: {
    objectives: ["Accuracy", "AUC", "BalancedAccuracy", "F1", "Precision", "Recall"],
    others: ["LogLoss"],
    usual: "F1",
  },
  MulticlassClassification: {
    objectives: ["Accuracy", "BalancedAccuracy", "F1macro", "PrecisionMacro", "RecallMacro"],
    others: ["LogLoss"],
    usual: "Accuracy",
  },
};

export function objectivesOf(problemType: ProblemType): readonly string[] {
  return metrics[problemType].objectives;
}

export function usualObjective(problemType: ProblemType): string {
  return metrics[problemType].usual;
}

/** Every metric of a candidate. */
export function metricsOf(problemType: ProblemType): readonly string[] {
  return [...metrics[problemType].objectives, ...metrics[problemType].others];
}

/** Which way a metric is better. */
export function directionOf(metric: string): "Maximize" | "Minimize" {
  return ["MSE", "RMSE", "MAE", "LogLoss"].includes(metric) ? "Minimize" : "Maximize";
}

/** What a candidate's log calls a metric of the validation data. */
export function loggedMetric(metric: string): string {
  return `validation:${metric}`;
}
