import { mkdirSync } from "node:fs";
import * as z from "zod";
import { folders, runEntryPoint } from "./folders.ts";
import { asForest, saveForest, trainForest } from "./forest.ts";
import { readLabelledDays } from "./labelled-days.ts";
import { regressionMetrics } from "./metrics.ts";

/** Hyperparameters arrive as strings. */
const hyperparameters = z.object({
  trees: z.coerce.number().int().min(1).max(500).default(25),
  features_per_tree: z.coerce.number().int().min(1).max(4).default(4),
  minimum_rows: z.coerce.number().int().min(2).default(10),
  depth: z.coerce.number().int().min(1).default(8),
  seed: z.coerce.number().int().default(1),
});

await runEntryPoint("failure", () => {
  const settings = hyperparameters.parse(JSON.parse(process.env.SM_HPS ?? "{}"));
  const days = readLabelledDays(folders.train);
  if (days.length < 50)
    throw new Error(`There are ${days.length} labelled days to train on; at least 50 are needed.`);
  console.log(`training on ${days.length} days, ${JSON.stringify(settings)}`);

  const began = performance.now();
  const forest = trainForest(days, {
    trees: settings.trees,
    featuresPerTree: settings.features_per_tree,
    minimumRows: settings.minimum_rows,
    depth: settings.depth,
    seed: settings.seed,
  });
  const fit = regressionMetrics(
    asForest(forest).predict(days.map(({ day }) => day)),
    days.map(({ tempMin }) => tempMin),
  );
  mkdirSync(folders.model, { recursive: true });
  saveForest(forest, folders.model);
  console.log(`train:mae=${fit.mae.value.toFixed(4)};`);
  console.log(`train:within_2c=${fit.within_2c.value.toFixed(4)};`);
  console.log(`train:seconds=${((performance.now() - began) / 1000).toFixed(2)};`);
});
