import * as z from "zod";
import { duration } from "./duration.ts";
import { entryKinds } from "./entry-kinds.ts";
import { type Hook, hook, hookSource } from "./hooks.ts";
import { type NotificationSettings, notificationSettings } from "./notification-settings.ts";
import { quality } from "./quality.ts";
import { type Subscription, subscription, subscriptionName } from "./subscriptions.ts";

const dollars = z.string().transform((text, context) => {
  const match = /^\$(\d+(?:\.\d{1,2})?)$/.exec(text.trim());
  if (!match || Number(match[1]) <= 0) {
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(text)} is no amount of money above 0; write it like "$50" or "$2.50"`,
    });
    return z.NEVER;
  }
  return Number(match[1]);
});

const share = z.number().gt(0, "must be above 0").lt(1, "must be below 1: 0.02 means two percentage points");
const modelName = /^[a-z][a-z0-9-]{0,31}$/;

/** Where a pipeline parameter gets its value from, when it is no fixed text. */
const parameterSource = z.strictObject({
  from: z.enum([
    "labelled data",
    "window start",
    "window end",
    "drifted features",
    "drift report",
    "champion package",
    "champion model data",
  ]),
});

const drift = z.strictObject({
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
  capture: z
    .string()
    .regex(/^s3:\/\/[^/]+\/?.*$/, 'must be an S3 location such as "s3://bucket/prefix"')
    .optional(),
  /** Baseline statistics of a champion whose package names none. */
  baseline: z
    .string()
    .regex(/^s3:\/\/[^/]+\/.+$/, 'must be an S3 object such as "s3://bucket/statistics.json"')
    .optional(),
  /** Names of the captured columns, in order, when the payload is CSV; null for one that nobody watches. */
  columns: z.array(z.string().min(1).nullable()).min(1).optional(),
  /**
   * Gives the endpoint CloudWatch metrics of its own (four), and one more for the distance of each feature that is
   * named. CloudWatch asks money for every one; without it only the fleet's sums are told.
   */
  metrics: z.array(z.string().min(1).max(200, "must be at most 200 characters")).optional(),
});

const retrain = z.strictObject({
  pipeline: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/, "must be a SageMaker pipeline name"),
  cooldown: duration.default(6 * 3_600_000),
  budget: z.strictObject({ perMonth: dollars, perRun: dollars }).optional(),
  /** A pipeline that has not ended by then counts as failed. */
  deadline: duration.default(24 * 3_600_000),
  /** A pipeline that succeeded and has registered no version by then counts as failed. */
  registerWithin: duration.default(30 * 60_000),
  labelledData: z
    .string()
    .regex(/^s3:\/\/[^/]+\/.*$/, 'must be an S3 location such as "s3://bucket/prefix/"')
    .optional(),
  parameters: z.record(z.string(), z.union([z.string(), parameterSource])).default({}),
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

const rollout = z
  .strictObject({
    /** The challenger's share of the traffic in percent, step by step. */
    ramp: z
      .array(z.number().gt(0, "must be above 0").lte(99, "must be at most 99: the rest is the champion's"))
      .min(1, "needs at least one step, such as [10, 50]")
      .refine((steps) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), {
        message: "must rise from step to step, such as [5, 25, 50]",
      }),
    lookEvery: duration.default(300_000),
    /** Length of a metric period; only complete ones are read. A multiple of 1 minute, or 10 or 30 seconds with enhanced metrics. */
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
        /** CloudWatch alarms that end a rollout at once when they go to ALARM. */
        alarms: z.array(z.string().min(1)).optional(),
      })
      .default({}),
    /** A look with fewer outcomes in either arm is "not-enough-data". */
    minTrials: z.int().gte(1).default(20),
    deadline: duration.default(2 * 86_400_000),
    atDeadline: z.enum(["roll back", "promote", "hold"]).default("roll back"),
    /**
     * How long the guards watch a promoted version against what its predecessor showed, and whether the predecessor
     * stays on the endpoint meanwhile, without traffic. Without it a promotion is the end.
     */
    bake: z.strictObject({ for: duration, keepWarm: z.boolean().default(false) }).optional(),
    /** How long one change of the endpoint may take. */
    changeDeadline: duration.default(3_600_000),
    /** How often the endpoint is asked while it changes. */
    pollEvery: duration.default(30_000),
    /** How long a reading of the endpoint that contradicts the ledger must stay the same before it is believed. */
    stableFor: duration.default(60_000),
  })
  .refine((settings) => settings.period <= settings.lookEvery, {
    message: "must not be longer than lookEvery: a look reads complete periods only",
    path: ["period"],
  })
  .refine(({ bake, lookEvery }) => bake === undefined || bake.for >= lookEvery, {
    message: "must not be shorter than lookEvery: a bake without a look watches nothing",
    path: ["bake", "for"],
  });

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
  endpoint: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, "must be a SageMaker endpoint name"),
  packageGroup: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, "must be a model package group name"),
  drift,
  /** Whether answers turn out right, once ground truth is known; without it nobody looks. */
  quality: quality.optional(),
  retrain,
  gate: z
    .array(gateCheck)
    .min(1, "needs at least one check: a model that nothing checked must not be approved"),
  approve,
  rollout,
  alerts,
});

export const fleetPolicy = z.strictObject({
  models: z.record(
    z.string().regex(modelName, "model names are lower case letters, digits and hyphens, at most 32"),
    modelPolicy,
  ),
  /** How alerts of all models are told. */
  /** The name stays, because fleets of users have it. */
  telling: notificationSettings.optional(),
  /** Who is sent entries by webhook, by the subscription's name. */
  webhooks: z.record(subscriptionName, subscription).default({}),
  /** Whose webhooks are taken, by the source's name in `POST /hooks/{source}`. */
  hooks: z.record(hookSource, hook).default({}),
});

/** One model's policy as written. */
export type ModelPolicyInput = z.input<typeof modelPolicy>;
export type FleetInput = z.input<typeof fleetPolicy>;

/** One model's policy, checked; durations in milliseconds, money in dollars. */
export type ModelPolicy = z.output<typeof modelPolicy>;
export interface Fleet {
  readonly models: Readonly<Record<string, ModelPolicy>>;
  readonly telling?: NotificationSettings | undefined;
  readonly webhooks?: Readonly<Record<string, Subscription>> | undefined;
  readonly hooks?: Readonly<Record<string, Hook>> | undefined;
}
