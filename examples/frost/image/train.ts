import { mkdirSync } from "node:fs";
import * as z from "zod";
import { folders, runEntryPoint } from "./folders.ts";
import { asForest, saveForest, trainForest } from "./forest.ts";
import { type LabelledDay, readLabelledDays } from "./labelled-days.ts";
import { regressionMetrics } from "./metrics.ts";
import { splitByTime } from "./split.ts";

/** Hyperparameters arrive as strings. */
const hyperparameters = z.object({
  trees: z.coerce.number().int().min(1).max(500).default(25),
  features_per_tree: z.coerce.number().int().min(1).max(4).default(4),
  minimum_rows: z.coerce.number().int().min(2).default(10),
  depth: z.coerce.number().int().min(1).default(8),
  seed: z.coerce.number().int().default(1),
  /** Given, the job does all by itself: it trains on the older of the days since then, and measures on the newest. */
  labelled_since: z.iso.datetime().optional(),
});

/** Held out where the job measures by itself. */
const heldOutShare = 0.2;

await runEntryPoint("failure", () => {
  const settings = hyperparameters.parse(JSON.parse(process.env.SM_HPS ?? "{}"));
  const labelled = readLabelledDays(folders.train);
  const { days, heldOut } = partsOf(labelled, settings.labelled_since);
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
  if (heldOut.length > 0) {
    const held = regressionMetrics(
      asForest(forest).predict(heldOut.map(({ day }) => day)),
      heldOut.map(({ tempMin }) => tempMin),
    );
    console.log(`validation:mae=${held.mae.value.toFixed(4)};`);
    console.log(`validation:within_2c=${held.within_2c.value.toFixed(4)};`);
  }
  console.log(`train:seconds=${((performance.now() - began) / 1000).toFixed(2)};`);
});

function partsOf(labelled: readonly LabelledDay[], since: string | undefined) {
  if (since === undefined) return { days: labelled, heldOut: [] };
  const window = { start: since, end: "9999-12-31T23:59:59Z" };
  const { train, heldOut } = splitByTime(labelled, window, heldOutShare);
  return { days: train, heldOut };
}
