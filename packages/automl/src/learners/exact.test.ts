import { expect, it } from "vitest";
import { seededRandom } from "../random.ts";
import type { Examples } from "./examples.ts";
import { fitLinear } from "./linear.ts";
import { fitBoosted, predictBoosted } from "./trees/boosted.ts";
import { fitForest, predictForest } from "./trees/forest.ts";

const numbers = (rows: readonly number[], targets: readonly number[], classes = 0): Examples => ({
  rows: rows.map((value) => Float64Array.of(value)),
  targets: Float64Array.from(targets),
  classes,
});

it("ridge regression has the weight that its penalty leaves", () => {
  // Centred rows: the weight is the sum of products, 10, over the sum of squares, 2, and the penalty, 3 rows times 1.
  const { weights } = fitLinear(numbers([-1, 0, 1], [-3, 2, 7]), { l2: 1 });
  expect(weights[0]?.[0]).toBeCloseTo(2, 10);
  expect(weights[0]?.[1]).toBeCloseTo(10 / 5, 10);
});

it("logistic regression has the log odds of two groups where the penalty is nearly none", () => {
  // One in four of the zeros, three in four of the ones.
  const rows = [0, 0, 0, 0, 1, 1, 1, 1];
  const { weights } = fitLinear(numbers(rows, [1, 0, 0, 0, 1, 1, 1, 0], 2), { l2: 1e-9 });
  expect(weights[0]?.[0]).toBeCloseTo(Math.log(1 / 3), 5);
  expect(weights[0]?.[1]).toBeCloseTo(2 * Math.log(3), 5);
});

it("logistic regression ends on classes that a line divides", () => {
  const { weights } = fitLinear(numbers([0, 1, 2, 3], [0, 0, 1, 1], 2), { l2: 0.01 });
  expect(weights[0]?.every(Number.isFinite)).toBe(true);
});

it("one boosted stump takes the step of XGBoost's equation 5 from the mean", () => {
  const model = fitBoosted(
    numbers([0, 1, 2, 3], [0, 0, 10, 10]),
    { num_round: 1, eta: 1, max_depth: 1, lambda: 1, min_child_weight: 1, subsample: 1 },
    seededRandom(1),
  );
  // Gradients of 5 each, of two rows: 10 / (2 + 1) below the mean of 5.
  expect(predictBoosted(model, Float64Array.of(1))[0]).toBeCloseTo(5 - 10 / 3, 10);
  expect(predictBoosted(model, Float64Array.of(2))[0]).toBeCloseTo(5 + 10 / 3, 10);
});

it("a tree of extremely randomised cuts answers the mean of its leaf", () => {
  const examples = numbers([0, 0, 1, 1], [1, 3, 10, 20]);
  const settings = { trees: 1, max_depth: 3, min_samples_leaf: 1, max_features: 1 };
  const model = fitForest(examples, settings, { kind: "extra-trees", random: seededRandom(1) });
  expect(predictForest(model, Float64Array.of(0))).toEqual([2]);
  expect(predictForest(model, Float64Array.of(1))).toEqual([15]);
});

it("a leaf has at least as many rows as asked for", () => {
  const examples = numbers([0, 1, 2, 3], [0, 0, 0, 8]);
  const settings = { trees: 1, max_depth: 3, min_samples_leaf: 2, max_features: 1 };
  const model = fitForest(examples, settings, { kind: "extra-trees", random: seededRandom(1) });
  expect(predictForest(model, Float64Array.of(3))[0]).toBeLessThanOrEqual(4);
});
