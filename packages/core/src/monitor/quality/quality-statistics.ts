import type { Measured, Quality } from "./measure.ts";
import type { Problem } from "./metrics/outcome.ts";

/** Under this many samples Model Monitor's own reports have "NaN" for a standard deviation. */
const fewest = 200;

/** The section of a statistics file that holds a problem's metrics. */
const sections: Readonly<Record<Problem, string>> = {
  regression: "regression_metrics",
  binary: "binary_classification_metrics",
  multiclass: "multiclass_classification_metrics",
};

/**
 * The quality of a window in the layout of Model Monitor's model-quality `statistics.json`. What is no number is the
 * text "NaN" there, since JSON has no other. `standard_deviation` is the metric's standard error by jackknife; curves
 * and the metrics of a constant classifier are left out.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 */
export function qualityStatistics({ problem, count, confusion, metrics }: Quality): object {
  const written = ({ value, standardError }: Measured) => ({
    value: orText(value),
    standard_deviation: count < fewest ? "NaN" : orText(standardError),
  });
  return {
    version: 0,
    dataset: { item_count: count },
    [sections[problem]]: {
      ...(confusion ? { confusion_matrix: confusion } : {}),
      ...Object.fromEntries([...metrics].map(([name, measured]) => [name, written(measured)])),
    },
  };
}

function orText(value: number): number | "NaN" {
  return Number.isFinite(value) ? value : "NaN";
}

/**
 * The value of a metric in such a file, or null when it is not there: a baseline that anyone wrote, Model Monitor, a
 * pipeline's evaluation or Driftwheel itself.
 */
export function metricIn(statistics: unknown, problem: Problem, metric: string): number | null {
  const value = inside(sectionOf(statistics, problem, metric), "value");
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** What such a file has under a name in the section of a problem; undefined when it is not there. */
export function sectionOf(statistics: unknown, problem: Problem, name: string): unknown {
  return inside(inside(statistics, sections[problem]), name);
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}
