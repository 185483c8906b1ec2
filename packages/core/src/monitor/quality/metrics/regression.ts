import type { Outcome } from "./outcome.ts";

/**
 * Mean absolute error, mean squared error, its root (all in the label's unit, the second squared), and the share of
 * the labels' variance that the answers explain; not a number when the labels do not vary.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 *
 * @param outcomes at least one, with numbers
 */
export function regressionMetrics(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const count = outcomes.length;
  let absolute = 0;
  let squared = 0;
  let sum = 0;
  for (const { label, prediction } of outcomes) {
    const error = Number(prediction) - Number(label);
    absolute += Math.abs(error);
    squared += error * error;
    sum += Number(label);
  }
  const mean = sum / count;
  const spread = outcomes.reduce((total, { label }) => total + (Number(label) - mean) ** 2, 0);
  return {
    mae: absolute / count,
    mse: squared / count,
    rmse: Math.sqrt(squared / count),
    r2: spread > 0 ? 1 - squared / spread : Number.NaN,
  };
}
