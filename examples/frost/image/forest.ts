import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RandomForestRegression } from "ml-random-forest";
import { type Day, rowOf } from "./features.ts";
import type { LabelledDay } from "./labelled-days.ts";

export interface ForestSettings {
  readonly trees: number;
  /** How many of the features a tree may use. */
  readonly featuresPerTree: number;
  /** A node with fewer rows is a leaf. */
  readonly minimumRows: number;
  readonly depth: number;
  readonly seed: number;
}

export interface Forest {
  /** Night lows in degrees Celsius, one for each day. */
  predict(days: readonly Day[]): number[];
}

const fileName = "model.json";

export function trainForest(days: readonly LabelledDay[], settings: ForestSettings): RandomForestRegression {
  const forest = new RandomForestRegression({
    nEstimators: settings.trees,
    maxFeatures: settings.featuresPerTree,
    replacement: false,
    seed: settings.seed,
    useSampleBagging: true,
    noOOB: true,
    treeOptions: { minNumSamples: settings.minimumRows, maxDepth: settings.depth },
  });
  forest.train(
    days.map(({ day }) => rowOf(day)),
    days.map(({ tempMin }) => tempMin),
  );
  return forest;
}

export function saveForest(forest: RandomForestRegression, folder: string): void {
  writeFileSync(join(folder, fileName), JSON.stringify(forest));
}

/** Loads what `saveForest` wrote. Throws when the folder holds no such model. */
export function loadForest(folder: string): Forest {
  const forest = RandomForestRegression.load(JSON.parse(readFileSync(join(folder, fileName), "utf8")));
  return asForest(forest);
}

export function asForest(forest: RandomForestRegression): Forest {
  return { predict: (days) => (days.length === 0 ? [] : forest.predict(days.map(rowOf))) };
}
