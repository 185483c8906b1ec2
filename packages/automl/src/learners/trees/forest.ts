import { z } from "zod";
import type { Random } from "../../random.ts";
import { type Examples, outputsOf } from "../examples.ts";
import { binned } from "./bins.ts";
import { growTree } from "./grow-tree.ts";
import { leafOf, tree } from "./tree.ts";

export const forestModel = z.object({ kind: z.literal("forest"), trees: z.array(tree) });

export type ForestModel = z.infer<typeof forestModel>;

export const forestSettings = z.object({
  trees: z.coerce.number().int().min(1),
  max_depth: z.coerce.number().int().min(1),
  min_samples_leaf: z.coerce.number().int().min(1),
  /** The share of features that a split is looked for in. */
  max_features: z.coerce.number().gt(0).max(1),
});

/**
 * Trees whose answers are averaged: a random forest, each tree on rows drawn with replacement (Breiman 2001), or
 * extremely randomised trees, each on all rows with cuts that are drawn (Geurts, Ernst and Wehenkel 2006). Squared
 * error over a class's 0 and 1 is Gini's impurity.
 */
export function fitForest(
  examples: Examples,
  settings: z.infer<typeof forestSettings>,
  { kind, random }: { readonly kind: "randomforest" | "extra-trees"; readonly random: Random },
): ForestModel {
  const bins = binned(examples.rows);
  const count = examples.rows.length;
  const slopes = {
    gradients: outputsOf(examples).map((output) => output.map((value) => -value)),
    curvatures: new Float64Array(count).fill(1),
  };
  const growth = {
    depth: settings.max_depth,
    minimum: settings.min_samples_leaf,
    lambda: 0,
    features: Math.max(1, Math.round(settings.max_features * bins.codes.length)),
    cut: kind === "extra-trees" ? "drawn" : "best",
    random,
  } as const;
  const trees = Array.from({ length: settings.trees }, () => {
    const rows = Int32Array.from({ length: count }, (_each, index) =>
      kind === "extra-trees" ? index : random.below(count),
    );
    return growTree(bins, slopes, rows, growth);
  });
  return { kind: "forest", trees };
}

/** The number of a regression, or the classes' chances. */
export function predictForest({ trees }: ForestModel, row: Float64Array): readonly number[] {
  const leaves = trees.map((each) => leafOf(each, row));
  const [first = []] = leaves;
  return first.map((_value, output) =>
    leaves.reduce((sum, leaf) => sum + (leaf[output] ?? 0) / trees.length, 0),
  );
}
