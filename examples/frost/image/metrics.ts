import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

interface Metric {
  readonly value: number;
  /** Of the value over bootstrap samples; "NaN" under 200 rows, as Model Monitor writes it. */
  readonly standard_deviation: number | "NaN";
}

/**
 * SageMaker's block of regression metrics, and the share of nights predicted within 2 degrees.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
 */
export type RegressionMetrics = Readonly<Record<"mae" | "mse" | "rmse" | "r2" | "within_2c", Metric>>;

/** A prediction this close to the night's low, in degrees Celsius, was good. */
export const goodWithin = 2;

const bootstrapSamples = 100;
const rowsForDeviation = 200;

/** Compares predictions with what came, row by row. */
export function regressionMetrics(
  predicted: readonly number[],
  actual: readonly number[],
): RegressionMetrics {
  const pairs = predicted.map((value, index) => ({ predicted: value, actual: actual[index] ?? Number.NaN }));
  const values = measure(pairs);
  const samples = pairs.length < rowsForDeviation ? [] : bootstrap(pairs);
  const metric = (name: keyof RegressionMetrics): Metric => ({
    value: rounded(values[name]),
    standard_deviation:
      samples.length === 0 ? "NaN" : rounded(deviation(samples.map((sample) => sample[name]))),
  });
  return {
    mae: metric("mae"),
    mse: metric("mse"),
    rmse: metric("rmse"),
    r2: metric("r2"),
    within_2c: metric("within_2c"),
  };
}

interface Pair {
  readonly predicted: number;
  readonly actual: number;
}

function measure(pairs: readonly Pair[]): Readonly<Record<keyof RegressionMetrics, number>> {
  const errors = pairs.map(({ predicted, actual }) => predicted - actual);
  const mse = mean(errors.map((error) => error ** 2));
  const centre = mean(pairs.map(({ actual }) => actual));
  return {
    mae: mean(errors.map(Math.abs)),
    mse,
    rmse: Math.sqrt(mse),
    r2: 1 - mse / mean(pairs.map(({ actual }) => (actual - centre) ** 2)),
    within_2c: mean(errors.map((error) => (Math.abs(error) <= goodWithin ? 1 : 0))),
  };
}

function bootstrap(pairs: readonly Pair[]): ReturnType<typeof measure>[] {
  const generator = xoroshiro128plus(pairs.length);
  return Array.from({ length: bootstrapSamples }, () =>
    measure(pairs.flatMap(() => pairs[uniformInt(generator, 0, pairs.length - 1)] ?? [])),
  );
}

/** Beyond four decimals a metric of some hundred nights says nothing. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
