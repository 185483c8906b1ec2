import { expect, it } from "vitest";
import { validationMetrics } from "./validation-metrics.ts";

const judged = (rows: readonly (readonly [target: string, label: string, ...chances: number[]])[]) =>
  rows.map(([target, label, ...chances]) => ({ target, label, chances }));

it("has the figures of a regression", () => {
  const metrics = validationMetrics(
    judged([
      ["1", "2"],
      ["3", "3"],
      ["5", "2"],
    ]),
    {
      problemType: "Regression",
      labels: [],
    },
  );
  // Errors of 1, 0 and 3 about a variance of 8/3.
  expect(metrics).toEqual({
    MSE: expect.closeTo(10 / 3, 12),
    RMSE: expect.closeTo(Math.sqrt(10 / 3), 12),
    MAE: expect.closeTo(4 / 3, 12),
    R2: expect.closeTo(1 - 10 / 8, 12),
  });
});

it("has the figures of two classes, the second being the positive one", () => {
  const rows = judged([
    ["yes", "yes", 0.1, 0.9],
    ["yes", "no", 0.6, 0.4],
    ["no", "no", 0.8, 0.2],
    ["no", "yes", 0.5, 0.5],
    ["no", "no", 0.7, 0.3],
  ]);
  expect(validationMetrics(rows, { problemType: "BinaryClassification", labels: ["no", "yes"] })).toEqual({
    Accuracy: 0.6,
    AUC: expect.closeTo(5 / 6, 12),
    BalancedAccuracy: expect.closeTo((1 / 2 + 2 / 3) / 2, 12),
    F1: 0.5,
    Precision: 0.5,
    Recall: 0.5,
    LogLoss: expect.closeTo(-Math.log(0.9 * 0.4 * 0.8 * 0.5 * 0.7) / 5, 12),
  });
});

it("has the figures of several classes as means over them, however often each turns out", () => {
  const rows = judged([
    ["a", "a", 0.8, 0.1, 0.1],
    ["a", "a", 0.8, 0.1, 0.1],
    ["b", "a", 0.8, 0.1, 0.1],
    ["c", "c", 0.1, 0.1, 0.8],
  ]);
  expect(
    validationMetrics(rows, { problemType: "MulticlassClassification", labels: ["a", "b", "c"] }),
  ).toEqual({
    Accuracy: 0.75,
    BalancedAccuracy: expect.closeTo(2 / 3, 12),
    F1macro: expect.closeTo((0.8 + 0 + 1) / 3, 12),
    PrecisionMacro: expect.closeTo((2 / 3 + 0 + 1) / 3, 12),
    RecallMacro: expect.closeTo(2 / 3, 12),
    LogLoss: expect.closeTo(-Math.log(0.8 ** 3 * 0.1) / 4, 12),
  });
});
