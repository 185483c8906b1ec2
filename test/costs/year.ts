import { withCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { FleetInput, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type {
  CapacityChange,
  FunctionTimesFact,
  RetrainingSource,
  RetrainingUsageFact,
  TrialVariantsFact,
  UsedInstances,
} from "@driftwheel/core/vocabulary/costs.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { MonitorRunFact } from "@driftwheel/core/vocabulary/fact.ts";
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
      used("prepare", "processing", "ml.m5.xlarge", 2, between(next, 300, 2_400), 100),
      used("train", "training", "ml.m5.4xlarge", 1, between(next, 1_800, 9_000), 50),
      used("evaluate", "processing", "ml.t3.medium", 1, between(next, 60, 600), 30),
    ],
  },
  // A training job on spot capacity: of what it trains three to nine tenths are paid for.
  birch: {
    retrain: { ...usual, with: retrainers["spot-job"], budget: budgets.birch },
    draw: (next) => {
      const trained = between(next, 1_200, 7_200);
      const paid = Math.floor((trained * between(next, 3, 9)) / 10);
      // Its own disk is the instance's, whatever volume the job asks for; its sidecar's volume is there while it trains.
      return [
        {
          ...used("train", "training", "ml.g5.xlarge", 1, paid),
          volume: { gigabytes: 200, seconds: trained },
        },
        { ...used("train", "training", "ml.m5.large", 1, paid), volume: { gigabytes: 80, seconds: trained } },
      ];
    },
  },
  // A search of training jobs, some of which are stopped early.
  cedar: {
    retrain: { ...usual, with: retrainers["tuning-job"], budget: budgets.cedar },
    draw: (next) =>
      Array.from({ length: between(next, 4, 20) }, (_, place) =>
        used(`trial-${place}`, "training", "ml.m5.large", 1, between(next, 30, 4_000), 30),
      ),
  },
};

function used(
  by: string,
  use: UsedInstances["use"],
  instanceType: string,
  count: number,
  seconds: number,
  gigabytes = 0,
): UsedInstances {
  const volume = gigabytes > 0 ? { volume: { gigabytes, seconds } } : {};
  return { by, use, instanceType, count, seconds, ...volume };
}

/** What a retraining of this name had: the same whenever it is asked. */
export function instancesOf(model: ModelName, name: string): readonly UsedInstances[] {
  return models[model].draw(seededIntegers(digest(`${model}/${name}`)));
}

export const variantsOf = {
  alder: { instanceType: "ml.m5.xlarge", count: 2 },
  birch: { instanceType: "ml.g6e.2xlarge", count: 1 },
  cedar: { instanceType: "ml.m5.large", count: 3, volume: 40 },
} as const;

/** Autoscaling gives the challenger so many more instances a while after its trial began, and takes some of them again. */
const scaledBy = [
  { after: 4 * 60_000, takes: 90_000, to: 5 },
  { after: 11 * 60_000, takes: 120_000, to: 4 },
] as const;
/** Whose endpoint is scaled. */
export const scaled: ModelName = "alder";

/** What Lambda tells of a month, whose length is all that it depends on here. */
export const functionsOf = (month: string) => {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const ran = (name: string, megabytes: number, requests: number, milliseconds: number) => ({
    ...{ name, megabytes, requests: requests * days, milliseconds: milliseconds * days },
    architecture: "arm64" as const,
  });
  return [
    ran("sweep", 512, 288, 411_277),
    ran("drift", 512, 96, 71_503),
    ran("rollout", 512, 300, 155_801),
    ran("monitor", 1_024, 288, 901_337),
    ran("quality", 1_024, 288, 44_021),
  ];
};
/** The deployment has four models, two of which Driftwheel's own monitor watches. */
const modelsOfFleet = { all: 4, watched: 2, judged: 0 };

const region = "us-east-1";

function usageOf(model: ModelName, source: RetrainingSource): Omit<RetrainingUsageFact, "of"> {
  const of = source.kind === "pipeline" ? [source.execution] : source.names;
  return { region, unread: [], unknown: [], used: of.flatMap((name) => instancesOf(model, name)) };
}

/** What runs of Model Monitor have, and how many of them end a day. */
export const monitorJob = { instanceType: "ml.m5.xlarge", count: 1, seconds: 347, gigabytes: 20 } as const;
export const monitored: ModelName = "cedar";

/** Milliseconds after the year's beginning. */
const monitorEnds = Array.from({ length: 365 }, (_, number) => day / 2 + number * day);
export const monitorRuns = monitorEnds.map((at) => new Date(Date.UTC(2026, 4, 4, 6) + at));

function functionTimes(month: string): FunctionTimesFact {
  return { month, region, functions: functionsOf(month), models: modelsOfFleet, rows: null, unread: null };
}

/** Every variant of the config that was put up has the model's own instances. */
async function trialVariants(model: ModelName, world: () => World): Promise<Omit<TrialVariantsFact, "of">> {
  const served = world()
    .sagemaker.describeEndpoint()
    .variants.map(({ name }) => name);
  const all = [...served, ...Array.from({ length: 200 }, (_, place) => `version-${place}`)];
  return {
    ...{ region, exists: true, unread: null, changes: await changesOf(model, world), changesUnread: null },
    variants: Object.fromEntries(all.map((name) => [name, variantsOf[model]])),
  };
}

async function changesOf(model: ModelName, world: () => World): Promise<TrialVariantsFact["changes"]> {
  if (model !== scaled) return {};
  const changes: Record<string, CapacityChange[]> = {};
  for (const entry of await world().ledger()) {
    if (entry.kind !== "rollout-started") continue;
    const began = Date.parse(entry.at);
    changes[entry.data.challenger.variant] = scaledBy.map(({ after, takes, to }) => ({
      from: new Date(began + after).toISOString(),
      until: new Date(began + after + takes).toISOString(),
      count: to,
    }));
  }
  return changes;
}

/** A year of one model: drift comes again and again, and lasts until another version serves. */
export async function yearOf(
  model: ModelName,
  seed: number,
): Promise<{ world: World; ledger: readonly Entry[] }> {
  const fleet = withCosts(
    defineFleet({
      // What the shipped table has no price of.
      costs: { own: { volumes: { training: "0.14", processing: "0.1", hosting: "0.14" } } },
      models: {
        orchard: {
          ...policy,
          retrain: { parameters: {}, ...models[model].retrain },
          gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
        },
      },
    } as FleetInput),
  );
  const world: World = mainJob({
    ...{ fleet, seed, sweepEvery: 6 * 60 * 60_000 },
    usage: {
      usageOf: (source) => usageOf(model, source),
      trialVariants: () => trialVariants(model, () => world),
      functionTimes,
      monitorRun,
    },
  });
  const next = seededIntegers(digest(`${seed}/${model}`));
  for (let at = day; at < 365 * day; at += between(next, 3, 9) * day) plan(world, at);
  if (model === monitored) for (const at of monitorEnds) monitor(world, at);
  await world.time.run(() => false, 366 * day);
  return { world, ledger: await world.ledger() };
}

/** A run of Model Monitor ends, and finds nothing; each fifth fails, which is paid for too. */
function monitor(world: World, at: number): void {
  const number = Math.round(at / day);
  world.time.after(at, () => {
    const job = `model-monitoring-${number}`;
    world.send({
      "detail-type": "SageMaker Processing Job State Change",
      source: "aws.sagemaker",
      resources: [],
      detail: {
        ProcessingJobName: job,
        ProcessingJobArn: `arn:aws:sagemaker:us-east-1:444455556666:processing-job/${job}`,
        ProcessingJobStatus: number % 5 === 0 ? "Failed" : "Completed",
        MonitoringScheduleArn: "arn:aws:sagemaker:us-east-1:444455556666:monitoring-schedule/orchard-daily",
        Environment: { sagemaker_endpoint_name: "orchard-prod" },
        AppSpecification: { ImageUri: "1.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer" },
        LastModifiedTime: world.time.now().getTime(),
      },
    });
  });
}

function monitorRun(job: string): MonitorRunFact {
  const { instanceType, count, seconds, gigabytes } = monitorJob;
  const number = Number(job.split("-").at(-1));
  return {
    ...{ monitor: "data-quality", endpoint: "orchard-prod", schedule: "orchard-daily", output: null },
    ...{ status: number % 5 === 0 ? "Failed" : "Completed", exitMessage: null, windowStart: null },
    windowEnd: new Date(Date.UTC(2026, 4, 4 + number)).toISOString(),
    violations: [],
    ran: {
      used: [{ by: job, use: "processing", instanceType, count, seconds, volume: { gigabytes, seconds } }],
      joined: false,
    },
  };
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
