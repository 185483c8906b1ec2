import { z } from "zod";
import { seededRandom } from "../random.ts";
import type { Examples } from "./examples.ts";
import { fitLinear, linearModel, linearSettings, predictLinear } from "./linear.ts";
import { boostedModel, boostedSettings, fitBoosted, predictBoosted } from "./trees/boosted.ts";
import { fitForest, forestModel, forestSettings, predictForest } from "./trees/forest.ts";

/** Called as AutoML jobs call them. */
export const algorithms = ["linear-learner", "randomforest", "extra-trees", "xgboost"] as const;

export type Algorithm = (typeof algorithms)[number];

export const learnt = z.discriminatedUnion("kind", [linearModel, forestModel, boostedModel]);

export type Learnt = z.infer<typeof learnt>;

/** The same for the same job. */
const seed = 1;

/**
 * @param settings the algorithm's hyperparameters, as texts
 * @throws ZodError for hyperparameters that are missing or out of range
 */
export function learn(
  algorithm: Algorithm,
  examples: Examples,
  settings: Readonly<Record<string, string>>,
): Learnt {
  const random = seededRandom(seed);
  switch (algorithm) {
    case "linear-learner":
      return fitLinear(examples, linearSettings.parse(settings));
    case "randomforest":
    case "extra-trees":
      return fitForest(examples, forestSettings.parse(settings), { kind: algorithm, random });
    case "xgboost":
      return fitBoosted(examples, boostedSettings.parse(settings), random);
  }
}

/** The number of a regression, or the classes' chances. */
export function predict(model: Learnt, row: Float64Array): readonly number[] {
  switch (model.kind) {
    case "linear":
      return predictLinear(model, row);
    case "forest":
      return predictForest(model, row);
    case "boosted":
      return predictBoosted(model, row);
  }
}
