import * as z from "zod";
import type { CostSettings } from "../costs/price-table.ts";
import { batch } from "./batch/batch.ts";
import { paired } from "./batch/paired.ts";
import { costSettings } from "./costs/cost-settings.ts";
import { duration } from "./duration.ts";
import { entryKinds } from "./entry-kinds.ts";
import { type Hook, hook, hookSource } from "./hooks.ts";
import { type IdlePolicy, idle } from "./idle/idle.ts";
import { type NotificationSettings, notificationSettings } from "./notification-settings.ts";
import { packageGroupPattern } from "./package-group.ts";
import { place } from "./place.ts";
import { quality } from "./quality/quality.ts";
import { retrain } from "./retrain/retrain.ts";
import { challengers } from "./rollout/challengers.ts";
import { guardrails } from "./rollout/guardrails.ts";
import { route } from "./routing/route.ts";
import { s3Prefix, s3RootFolder, s3Statistics } from "./s3-uri.ts";
import { asynchronous } from "./serving/asynchronous.ts";
import { type ServingKind, servingKinds } from "./serving/serving.ts";
import { targetModel } from "./serving/target-model.ts";
import { shadow } from "./shadow/shadow.ts";
import { type Subscription, subscription, subscriptionName } from "./subscriptions.ts";
import { experiments, type MlflowSettings, ownExperiment, studio } from "./tracking/experiments.ts";

const share = z.number().gt(0, "must be above 0").lt(1, "must be below 1: 0.02 means two percentage points");
const modelName = /^[a-z][a-z0-9-]{0,31}$/;

/** How a model is watched. */
export const drift = z.strictObject({
  /** Who watches: Driftwheel's own monitor, Model Monitor, or any other tool by event. */
  monitor: z.enum(["driftwheel", "model-monitor", "external"]),
  sensitivity: z.strictObject({
    /** How many windows without drift may go by, on average, before one false alarm; as alarms a year. */
    falseAlarmsPerYear: z.number().gt(0, "must be above 0"),
    /** Smallest effect size worth a retraining (PSI or distance, as the monitor reports it). */
    minEffect: z.number().gte(0, "must not be negative").default(0.1),
  }),
  /** Length of the monitor's window. */
  window: duration.default(3_600_000),
  /** How long after a window's end its captures may still arrive. */
  lag: duration.default(300_000),
  /** Fewer rows than this in a window are "not-enough-data". */
  minRows: z.int().gte(10, "must be at least 10").default(100),
  /** After so many windows in a row that could not be judged, or not in full, people are told. */
  blindAfter: z
    .int("must be a whole number of windows, such as 3")
    .gte(1, "must be a whole number of windows, at least 1")
    .lte(100, "must be at most 100 windows")
    .default(3),
  /** Where the endpoint's data capture writes, `s3://bucket/prefix`; Driftwheel's own monitor reads it. */
  capture: s3RootFolder.optional(),
  /**
   * Where predictions are logged that SageMaker does not capture, `s3://bucket/prefix`; it is read in the place of data
   * capture, for drift and for quality. docs/reference/prediction-log.md has its lines.
   */
  predictionLog: s3Prefix.optional(),
  /** Baseline statistics of a champion whose package names none. */
  baseline: s3Statistics.optional(),
  /** Names of the captured columns, in order, when the payload is CSV; null for one that nobody watches. */
  columns: z.array(z.string().min(1).nullable()).min(1).optional(),
  /**
   * What of the model's answers is watched beside its requests: the baseline's column, and where it stands in captured
   * output. It adds to what the baseline says of its columns.
   */
  predictions: z.record(z.string().min(1), place).optional(),
  /** JMESPath of the rows in a JSON request whose form is not known by itself. */
  features: z.string().min(1, "must be a JMESPath").max(1_000, "must be at most 1000 characters").optional(),
  /** What stands between the values of a CSV row. */
  delimiter: z.enum([",", ";", "\t", "|"], 'must be one of ",", ";", "\\t" and "|"').optional(),
  /**
   * Gives the endpoint CloudWatch metrics of its own (four), and one more for the distance of each feature that is
   * named. CloudWatch asks money for every one; without it only the fleet's sums are told.
   */
  metrics: z.array(z.string().min(1).max(200, "must be at most 200 characters")).optional(),
});

const gateCheck = z
  .strictObject({
    /** Path in evaluation.json. */
    metric: z.string().min(1),
    atMost: z.number().optional(),
    atLeast: z.number().optional(),
    /** How much better than the champion, in the metric's unit; 0 means "not worse". */
    betterThanChampionBy: z.number().gte(0, "must not be negative").optional(),
    /** Which way is better, for `betterThanChampionBy`. */
    better: z.enum(["lower", "higher"]).optional(),
  })
  .refine(
    (check) => [check.atMost, check.atLeast, check.betterThanChampionBy].some((bound) => bound !== undefined),
    {
      message: "needs one of atMost, atLeast or betterThanChampionBy",
    },
  )
  .refine((check) => check.betterThanChampionBy === undefined || check.better !== undefined, {
    message: 'betterThanChampionBy needs better: "lower" or better: "higher"',
    path: ["better"],
  });

const approve = z.union([
  z.literal("automatically"),
  z.strictObject({
    by: z.literal("person"),
    within: duration,
    /** What becomes of a version that nobody approved or rejected in time. */
    atDeadline: z.enum(["reject", "approve"]).default("reject"),
  }),
]);

const rollout = z.strictObject({
  /** The challenger's share of the traffic in percent, step by step. */
  ramp: z
    .array(z.number().gt(0, "must be above 0").lte(99, "must be at most 99: the rest is the champion's"))
    .min(1, "needs at least one step")
    .refine((steps) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), {
      message: "must rise from step to step",
    })
    .default([]),
  /** SageMaker's deployment guardrails in the place of the ramp, where one variant name must stay (rollout/guardrail-faults.ts). */
  guardrails: guardrails.optional(),
  /** A first phase in which the challenger is given copies of requests and answers nobody. */
  shadow: shadow.optional(),
  /** How many versions are tried at once against the champion; one unless it is given. */
  challengers: challengers.optional(),
  /** How a challenger is tried where the model answers in transform jobs. */
  paired: paired.optional(),
  lookEvery: duration.default(300_000),
  /** Length of a metric period; only complete ones are read. Whole minutes, or 10, 20 or 30 seconds with enhanced metrics. */
  period: duration.default(60_000),
  /** How long after its end a period may still be incomplete in CloudWatch. */
  metricLag: duration.default(60_000),
  promoteWhen: z.enum(["better", "not worse"]).default("better"),
  /** Smallest difference in success rate that matters. */
  minimumEffect: share.default(0.02),
  guards: z
    .strictObject({
      /** Rise of the error rate (5XX) that counts as harm. */
      errorRate: share.optional(),
      /** Rise of the share of invocations slower than the champion's own p99 that counts as harm. */
      p99Latency: share.optional(),
      /** Rise of the share of requests that wait for new compute that counts as harm; of serverless endpoints alone. */
      coldStarts: share.optional(),
      /** Of an endpoint that queues requests: a challenger's queue that is longer while the champion's is not is harm. */
      backlog: z
        .strictObject({
          /** Requests that wait or are being answered, for each instance. */
          perInstance: z.number().gt(0, "must be above 0").optional(),
          /** How long the oldest of them has waited. */
          oldest: duration.optional(),
        })
        .refine(({ perInstance, oldest }) => perInstance !== undefined || oldest !== undefined, {
          message: "needs perInstance or oldest",
        })
        .optional(),
      /** CloudWatch alarms that end a rollout at once when they go to ALARM. */
      alarms: z.array(z.string().min(1)).optional(),
    })
    .default({}),
  /** Outcomes by which both arms are compared. */
  outcomes: z
    .strictObject({
      /** Where a request says whose it is (a user, a session), in what is captured of it: a place as in `quality.label`. */
      unit: z.union([z.int().gte(0), z.string().min(1)]).optional(),
      /** How old a request is when its outcome is known, as far as it ever is; found from the champion's day before otherwise. */
      knownWithin: duration.optional(),
      /** Where outcomes are values (an order's, a rating, an error) and neither good nor bad. */
      value: z
        .strictObject({
          better: z.enum(["higher", "lower"]),
          /** Smallest difference of the means that matters, as a share of the champion's. */
          minimumEffect: z
            .number()
            .gt(0, "must be above 0")
            .lt(1, "must be below 1: 0.05 is a twentieth of the champion's mean")
            .default(0.05),
          /** Values beyond are brought within; the champion's own 0.5th and 99.5th percentile where they are known otherwise. */
          bounds: z
            .tuple([z.number(), z.number()], "must be two numbers: the lowest value, then the highest")
            .refine(([low, high]) => low < high, { message: "must rise: the lowest value, then the highest" })
            .optional(),
        })
        .optional(),
      /** What an old request without an outcome is; found from the champion's day before otherwise. */
      missing: z.enum(["unknown", "failure"]).optional(),
    })
    .default({}),
  /**
   * Segments of the requests in none of which a challenger may be worse: the place of the feature in what is captured of a
   * request, as in `quality.label`, and its values.
   */
  segments: z
    .strictObject({
      by: z.union([z.int().gte(0), z.string().min(1)]),
      names: z
        .array(z.string().min(1).max(200, "must be at most 200 characters"))
        .min(1, "needs at least one segment")
        .max(20, "must be at most 20: each more makes harm harder to find"),
    })
    .optional(),
  /** How long after a change of the endpoint the guards judge nothing; 5 minutes at most unless it is given. */
  warmUp: duration.optional(),
  /** How long a trial lasts at least before a promotion; a day where traffic has a daily cycle unless it is given. */
  atLeast: duration.optional(),
  /**
   * What all "not worse" promotions together may give up of the best champion's rate, or, as a share, of its mean where
   * outcomes are values; one smallest difference that matters unless it is given.
   */
  mayGiveUp: share.optional(),
  /**
   * How many of a year's promotions may be false at most, as a share, when so many trials are planned; without it each trial
   * has a false promotion in 2.5% of cases at most.
   */
  falsePromotions: z
    .strictObject({ share, trialsPerYear: z.int().gte(1, "must be at least 1").default(52) })
    .optional(),
  /**
   * Whether the traffic is divided as it was asked for: in how large a share of trials that may be found by mistake, and how
   * many of its requests the challenger may have more or fewer, beside the champion, before it matters.
   */
  splitCheck: z
    .union([
      z.literal("none"),
      z.strictObject({ falseAlarms: share.default(0.001), tolerance: share.default(0.02) }),
    ])
    .default({ falseAlarms: 0.001, tolerance: 0.02 }),
  /** With fewer outcomes in either arm since the last change of the traffic a look is "not-enough-data". */
  minTrials: z.int().gte(1).default(20),
  deadline: duration.default(2 * 86_400_000),
  atDeadline: z.enum(["roll back", "promote", "hold"]).default("roll back"),
  /**
   * How long the guards watch a promoted version against what its predecessor showed, and whether the predecessor
   * stays on the endpoint meanwhile, without traffic. Without it a promotion is the end.
   */
  bake: z.strictObject({ for: duration, keepWarm: z.boolean().default(false) }).optional(),
  /** How many copies a challenger's inference component has: the champion's number, or as its share grows. */
  copies: z.enum(["as the champion", "by share"]).default("as the champion"),
  /** How long one change of the endpoint may take. */
  changeDeadline: duration.default(3_600_000),
  /** How often the endpoint is asked while it changes. */
  pollEvery: duration.default(30_000),
  /** How long a reading of the endpoint that contradicts the ledger must stay the same before it is believed. */
  stableFor: duration.default(60_000),
});

/** Of a model whose versions are never tried: nothing begins with it. */
const withoutTrial: z.output<typeof rollout> = { ...rollout.parse({ ramp: [1] }), ramp: [] };

const alerts = z
  .strictObject({
    page: z.array(z.enum(entryKinds)).default([]),
    notify: z.array(z.enum(entryKinds)).default([]),
    info: z.array(z.enum(entryKinds)).default([]),
    /** A page that nobody acknowledged in this time is told once more; without it none is. */
    escalateAfter: duration.optional(),
  })
  .default({ page: [], notify: [], info: [] });

export const modelPolicy = z.strictObject({
  /** Needed, but where it is served in batch, which has none (rules/serving/serving.ts). */
  endpoint: z
    .string()
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, "must be a SageMaker endpoint name")
    .optional(),
  /** The inference component of the endpoint that serves it; absent where the endpoint serves one model. */
  component: z
    .string()
    .regex(
      // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
      /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/,
      "must be the name of a SageMaker inference component",
    )
    .optional(),
  /** Which model of a multi-model endpoint it is; absent where the endpoint serves one. */
  targetModel: targetModel.optional(),
  /** Its transform jobs, where it is served in batch. */
  batch: batch.optional(),
  /** Its name, or its ARN where another account shares it. */
  packageGroup: z
    .string()
    .regex(
      packageGroupPattern,
      'must be a model package group\'s name, or the ARN of one that another account shares: "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/frost"',
    ),
  /** How callers get its answers; what a kind cannot have is refused (rules/serving/serving.ts). */
  serving: z.enum(servingKinds).default("real time"),
  /** Where callers find out which endpoint to ask, and transform jobs which model to use; whether a proxy asks for callers. */
  route: route.optional(),
  drift,
  /** What tells of the answers and errors of an asynchronous endpoint. */
  asynchronous: asynchronous.optional(),
  /** Whether answers turn out right, once ground truth is known; without it nobody looks. */
  quality: quality.optional(),
  retrain,
  /** The MLflow experiment that its runs are in, where the fleet names a server. */
  experiment: ownExperiment.optional(),
  gate: z
    .array(gateCheck)
    .min(1, "needs at least one check: a model that nothing checked must not be approved"),
  approve,
  /** How a version is tried on live traffic; needed where the model answers in real time. */
  rollout: rollout.default(withoutTrial),
  alerts,
});

export const fleetPolicy = z.strictObject({
  models: z.record(
    z.string().regex(modelName, "model names are lower case letters, digits and hyphens, at most 32"),
    modelPolicy,
  ),
  /** What instances cost; with it, or with a budget, it is written down what retrainings and trials cost. */
  costs: costSettings.optional(),
  /** How alerts of all models are told. */
  /** The name stays, because fleets of users have it. */
  telling: notificationSettings.optional(),
  /** Who is sent entries by webhook, by the subscription's name. */
  webhooks: z.record(subscriptionName, subscription).default({}),
  /** Whose webhooks are taken, by the source's name in `POST /hooks/{source}`. */
  hooks: z.record(hookSource, hook).default({}),
  /** What stands idle in the account is looked for; nothing is without it. */
  idle: idle.optional(),
  /** Where each retraining and each rollout is written as a run of an experiment. */
  experiments: experiments.optional(),
  /** Where people look at what links lead to. */
  studio: studio.optional(),
});

type Written = z.input<typeof modelPolicy>;
type OnEndpoint = { endpoint: NonNullable<Written["endpoint"]> };

/** One model's policy as written. */
export type ModelPolicyInput = Written & OnEndpoint & { rollout: NonNullable<Written["rollout"]> };
/** The same of one model of a multi-model endpoint, whose versions are tried or not. */
type TargetModelPolicyInput = Written & OnEndpoint & { targetModel: NonNullable<Written["targetModel"]> };
/** The same of a model whose versions are not tried on live traffic. */
export type UntriedPolicyInput = Omit<Written, "serving" | "rollout" | "batch"> &
  OnEndpoint & { serving: Exclude<ServingKind, "real time" | "batch"> };
/** The same of a model that answers in transform jobs. */
export type BatchPolicyInput = Omit<Written, "endpoint" | "serving"> & {
  serving: "batch";
  batch: NonNullable<Written["batch"]>;
  route: NonNullable<Written["route"]>;
};
export type FleetInput = Omit<z.input<typeof fleetPolicy>, "models"> & {
  models: Record<string, ModelPolicyInput | TargetModelPolicyInput | UntriedPolicyInput | BatchPolicyInput>;
};

/** One model's policy, checked; durations in milliseconds, money in dollars. */
export type ModelPolicy = z.output<typeof modelPolicy> & {
  /** The fleet's. */
  readonly costs?: CostSettings | undefined;
};
export interface Fleet {
  readonly models: Readonly<Record<string, ModelPolicy>>;
  readonly costs?: CostSettings | undefined;
  readonly telling?: NotificationSettings | undefined;
  readonly webhooks?: Readonly<Record<string, Subscription>> | undefined;
  readonly hooks?: Readonly<Record<string, Hook>> | undefined;
  readonly idle?: IdlePolicy | undefined;
  readonly experiments?: { readonly mlflow: MlflowSettings } | undefined;
  readonly studio?: { readonly domain: string } | undefined;
}
