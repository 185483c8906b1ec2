import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { FleetInput, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type {
  RetrainingSource,
  RetrainingUsageFact,
  TrialVariantsFact,
  UsedInstances,
} from "@driftwheel/core/vocabulary/costs.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { mainJob, policy } from "../world/main-job.ts";
import { retrainers } from "../world/retrainers.ts";
import type { World } from "../world/world.ts";

export const day = 24 * 60 * 60_000;
const quarter = 15 * 60_000;

/** How a model is retrained, what a run is expected to cost, and what runs. */
interface Retrained {
  readonly retrain: ModelPolicyInput["retrain"];
  readonly draw: (next: () => number) => readonly UsedInstances[];
}

const { pipeline: _, parameters: __, ...usual } = policy.retrain;

const budgets = {
  alder: { perMonth: "$9", perRun: "$2" },
  birch: { perMonth: "$5", perRun: "$1.50" },
  cedar: { perMonth: "$4", perRun: "$1" },
} as const;

export type ModelName = keyof typeof budgets;
export const names = Object.keys(budgets) as readonly ModelName[];

/** Whole numbers from the first to the last, drawn. */
const between = (next: () => number, least: number, most: number) => least + (next() % (most - least + 1));

export const models: Readonly<Record<ModelName, Retrained>> = {
  // A pipeline that prepares, trains and evaluates.
  alder: {
    retrain: { ...usual, pipeline: "orchard-train", budget: budgets.alder },
    draw: (next) => [
      used("prepare", "processing", "ml.m5.xlarge", 2, between(next, 300, 2_400)),
      used("train", "training", "ml.m5.4xlarge", 1, between(next, 1_800, 9_000)),
      used("evaluate", "processing", "ml.t3.medium", 1, between(next, 60, 600)),
    ],
  },
  // A training job on spot capacity: of what it trains three to nine tenths are paid for.
  birch: {
    retrain: { ...usual, with: retrainers["spot-job"], budget: budgets.birch },
    draw: (next) => {
      const trained = between(next, 1_200, 7_200);
      return [used("train", "training", "ml.g5.xlarge", 1, Math.floor((trained * between(next, 3, 9)) / 10))];
    },
  },
  // A search of training jobs, some of which are stopped early.
  cedar: {
    retrain: { ...usual, with: retrainers["tuning-job"], budget: budgets.cedar },
    draw: (next) =>
      Array.from({ length: between(next, 4, 20) }, (_, place) =>
        used(`trial-${place}`, "training", "ml.m5.large", 1, between(next, 30, 4_000)),
      ),
  },
};

function used(
  by: string,
  use: UsedInstances["use"],
  instanceType: string,
  count: number,
  seconds: number,
): UsedInstances {
  return { by, use, instanceType, count, seconds };
}

/** What a retraining of this name had: the same whenever it is asked. */
export function instancesOf(model: ModelName, name: string): readonly UsedInstances[] {
  return models[model].draw(seededIntegers(digest(`${model}/${name}`)));
}

export const variantsOf = {
  alder: { instanceType: "ml.m5.xlarge", count: 2 },
  birch: { instanceType: "ml.g6e.2xlarge", count: 1 },
  cedar: { instanceType: "ml.m5.large", count: 3 },
} as const;

const region = "us-east-1";

function usageOf(model: ModelName, source: RetrainingSource): Omit<RetrainingUsageFact, "of"> {
  const of = source.kind === "pipeline" ? [source.execution] : source.names;
  return { region, unread: [], unknown: [], used: of.flatMap((name) => instancesOf(model, name)) };
}

/** Every variant of the config that was put up has the model's own instances. */
function trialVariants(model: ModelName, world: () => World): Omit<TrialVariantsFact, "of"> {
  const served = world()
    .sagemaker.describeEndpoint()
    .variants.map(({ name }) => name);
  const all = [...served, ...Array.from({ length: 200 }, (_, place) => `version-${place}`)];
  return {
    ...{ region, exists: true, unread: null, changes: {}, changesUnread: null },
    variants: Object.fromEntries(all.map((name) => [name, variantsOf[model]])),
  };
}

/** A year of one model: drift comes again and again, and lasts until another version serves. */
export async function yearOf(
  model: ModelName,
  seed: number,
): Promise<{ world: World; ledger: readonly Entry[] }> {
  const fleet = defineFleet({
    models: {
      orchard: {
        ...policy,
        retrain: { parameters: {}, ...models[model].retrain },
        gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
      },
    },
  } as FleetInput);
  const world: World = mainJob({
    ...{ fleet, seed, sweepEvery: 6 * 60 * 60_000 },
    usage: {
      usageOf: (source) => usageOf(model, source),
      trialVariants: () => trialVariants(model, () => world),
    },
  });
  const next = seededIntegers(digest(`${seed}/${model}`));
  for (let at = day; at < 365 * day; at += between(next, 3, 9) * day) plan(world, at);
  await world.time.run(() => false, 366 * day);
  return { world, ledger: await world.ledger() };
}

/** A quarter of a day of windows, which show drift until another version serves. */
function plan(world: World, at: number): void {
  let before: string | undefined;
  for (let window = 0; window < 24; window++) {
    world.time.after(at + window * quarter, () => {
      const serving = world.sagemaker.describeEndpoint().variants;
      before ??= serving[0]?.package ?? "";
      const replaced = serving.every(({ package: arn }) => arn !== before);
      world.driftReport(world.time.now(), !replaced);
    });
  }
}
