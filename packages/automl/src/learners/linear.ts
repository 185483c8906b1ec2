import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { z } from "zod";
import { type Examples, outputsOf } from "./examples.ts";
import { logistic, shares } from "./links.ts";

export const linearModel = z.object({
  kind: z.literal("linear"),
  classes: z.int(),
  /** By output: the intercept, then a weight for each feature. Two classes have one output, of the second. */
  weights: z.array(z.array(z.number())),
});

export type LinearModel = z.infer<typeof linearModel>;

export const linearSettings = z.object({
  /** Penalty on the square of a weight, by row: 0.01 is a hundredth of a row's own share. */
  l2: z.coerce.number().positive(),
});

const mostSteps = 50;
const tolerance = 1e-8;

/**
 * Ridge regression for a number, penalised logistic regression for classes, one against the rest where there are more
 * than two: iteratively reweighted least squares (Hastie, Tibshirani and Friedman, The Elements of Statistical
 * Learning, 2nd edition, 3.4.1 and 4.4.1). Intercepts have no penalty.
 */
export function fitLinear(examples: Examples, { l2 }: z.infer<typeof linearSettings>): LinearModel {
  const outputs = outputsOf(examples);
  const wanted = examples.classes === 2 ? outputs.slice(1) : outputs;
  const penalty = l2 * examples.rows.length;
  return {
    kind: "linear",
    classes: examples.classes,
    weights: wanted.map((targets) =>
      examples.classes === 0
        ? solve(examples.rows, targets, () => 1, penalty)
        : fitLogistic(examples.rows, targets, penalty),
    ),
  };
}

function fitLogistic(rows: readonly Float64Array[], targets: Float64Array, penalty: number): number[] {
  let weights: number[] = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, () => 0);
  for (let step = 0; step < mostSteps; step += 1) {
    const before = weights;
    const chances = Float64Array.from(rows, (row) => logistic(scoreOf(before, row)));
    // A chance of 0 or 1 has no weight, and would divide by it.
    const importances = chances.map((chance) => Math.max(chance * (1 - chance), 1e-6));
    const adjusted = Float64Array.from(rows, (row, index) => {
      const error = (targets[index] ?? 0) - (chances[index] ?? 0);
      return scoreOf(before, row) + error / (importances[index] ?? 1);
    });
    weights = solve(rows, adjusted, (index) => importances[index] ?? 0, penalty);
    const moved = Math.max(...weights.map((weight, index) => Math.abs(weight - (before[index] ?? 0))));
    if (moved < tolerance) break;
  }
  return weights;
}

/** Weighted least squares with a penalty, by the normal equations. */
function solve(
  rows: readonly Float64Array[],
  targets: Float64Array,
  importance: (index: number) => number,
  penalty: number,
): number[] {
  const size = (rows[0]?.length ?? 0) + 1;
  const products = Matrix.zeros(size, size);
  const sums = Matrix.zeros(size, 1);
  for (const [index, row] of rows.entries()) {
    const weight = importance(index);
    const target = targets[index] ?? 0;
    for (let one = 0; one < size; one += 1) {
      const value = weight * (one === 0 ? 1 : (row[one - 1] ?? 0));
      if (value === 0) continue;
      sums.set(one, 0, sums.get(one, 0) + value * target);
      for (let other = 0; other <= one; other += 1) {
        const product = value * (other === 0 ? 1 : (row[other - 1] ?? 0));
        products.set(one, other, products.get(one, other) + product);
      }
    }
  }
  for (let one = 0; one < size; one += 1) {
    if (one > 0) products.set(one, one, products.get(one, one) + penalty);
    for (let other = 0; other < one; other += 1) products.set(other, one, products.get(one, other));
  }
  return new CholeskyDecomposition(products).solve(sums).to1DArray();
}

function scoreOf(weights: readonly number[], row: Float64Array): number {
  let score = weights[0] ?? 0;
  for (let index = 0; index < row.length; index += 1) score += (weights[index + 1] ?? 0) * (row[index] ?? 0);
  return score;
}

/** The number of a regression, or the classes' chances. */
export function predictLinear({ weights, classes }: LinearModel, row: Float64Array): readonly number[] {
  const scores = weights.map((each) => scoreOf(each, row));
  if (classes === 0) return scores;
  const chances = scores.map(logistic);
  const [second = 0] = chances;
  return classes === 2 ? [1 - second, second] : shares(chances);
}
