import { z } from "zod";
import { type Random, shuffled } from "../../random.ts";
import { type Examples, outputsOf } from "../examples.ts";
import { logistic, softmax } from "../links.ts";
import { binned } from "./bins.ts";
import { growTree } from "./grow-tree.ts";
import { leafOf, tree } from "./tree.ts";

export const boostedModel = z.object({
  kind: z.literal("boosted"),
  classes: z.int(),
  /** By output, what all rows begin with. Two classes have one output, of the second. */
  base: z.array(z.number()),
  /** By round, a tree for each output. */
  rounds: z.array(z.array(tree)),
  eta: z.number(),
});

export type BoostedModel = z.infer<typeof boostedModel>;

/** Called as XGBoost calls them: https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost_hyperparameters.html */
export const boostedSettings = z.object({
  num_round: z.coerce.number().int().min(1),
  eta: z.coerce.number().gt(0).max(1),
  max_depth: z.coerce.number().int().min(1),
  lambda: z.coerce.number().min(0),
  min_child_weight: z.coerce.number().min(0),
  subsample: z.coerce.number().gt(0).max(1),
});

/**
 * Gradient boosted trees with second-order steps and penalised leaves, as XGBoost has them (Chen and Guestrin 2016);
 * its splits are looked for among at most 64 bins of a feature, as its method "hist" does.
 */
export function fitBoosted(
  examples: Examples,
  settings: z.infer<typeof boostedSettings>,
  random: Random,
): BoostedModel {
  const { rows, classes } = examples;
  const bins = binned(rows);
  const all = outputsOf(examples);
  const wanted = classes === 2 ? all.slice(1) : all;
  const base = wanted.map((targets) => (classes === 0 ? meanOf(targets) : 0));
  const scores = wanted.map((_targets, output) => new Float64Array(rows.length).fill(base[output] ?? 0));
  const everyRow = rows.map((_row, index) => index);
  const growth = {
    depth: settings.max_depth,
    minimum: settings.min_child_weight,
    lambda: settings.lambda,
    features: bins.codes.length,
    cut: "best",
    random,
  } as const;
  const rounds = Array.from({ length: settings.num_round }, () => {
    const drawn =
      settings.subsample < 1
        ? shuffled(everyRow, random).slice(0, Math.ceil(settings.subsample * rows.length))
        : everyRow;
    const chances = chancesOf(scores, classes);
    const trees = wanted.map((targets, output) => {
      const expected = chances[output] ?? targets;
      const slopes = {
        gradients: [expected.map((value, row) => value - (targets[row] ?? 0))],
        curvatures: expected.map((value) => (classes === 0 ? 1 : Math.max(value * (1 - value), 1e-6))),
      };
      return growTree(bins, slopes, Int32Array.from(drawn), growth);
    });
    for (const [output, grown] of trees.entries()) {
      const score = scores[output] ?? new Float64Array();
      for (const [index, row] of rows.entries()) {
        score[index] = (score[index] ?? 0) + settings.eta * (leafOf(grown, row)[0] ?? 0);
      }
    }
    return trees;
  });
  return { kind: "boosted", classes, base, rounds, eta: settings.eta };
}

/** What is expected of each output, by row. */
function chancesOf(scores: readonly Float64Array[], classes: number): readonly Float64Array[] {
  if (classes === 0) return scores;
  if (classes === 2) return scores.map((score) => score.map(logistic));
  const chances = scores.map((score) => new Float64Array(score.length));
  for (let row = 0; row < (scores[0]?.length ?? 0); row += 1) {
    const own = softmax(scores.map((score) => score[row] ?? 0));
    for (const [output, chance] of own.entries()) {
      const column = chances[output];
      if (column) column[row] = chance;
    }
  }
  return chances;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

/** The number of a regression, or the classes' chances. */
export function predictBoosted(model: BoostedModel, row: Float64Array): readonly number[] {
  const scores = model.base.map((base, output) =>
    model.rounds.reduce((sum, trees) => {
      const grown = trees[output];
      return grown ? sum + model.eta * (leafOf(grown, row)[0] ?? 0) : sum;
    }, base),
  );
  if (model.classes === 0) return scores;
  const [second = 0] = scores;
  return model.classes === 2 ? [1 - logistic(second), logistic(second)] : softmax(scores);
}
