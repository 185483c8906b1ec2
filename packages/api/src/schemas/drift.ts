import { windowProblems } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { z } from "@hono/zod-openapi";
import { driftFeatureSchema } from "./drift-feature.ts";
import { sequenceSchema, timeSchema } from "./entry.ts";
import { unreadSchema } from "./monitoring.ts";
import { orNull } from "./or-null.ts";

const numberOrNull = z.number().nullable();

const metricSchema = z
  .object({
    metric: z.string().openapi({ example: "mae" }),
    value: z.number().openapi({ example: 2.31 }),
    standardError: numberOrNull.openapi({
      description: "In the metric's own unit; null where it is not known.",
      example: 0.08,
    }),
    line: numberOrNull.openapi({
      description: "What the value is compared with; null where nothing is decided by it.",
      example: 2.48,
    }),
    worse: z
      .enum(["above", "below"])
      .nullable()
      .openapi({ description: "On which side of the line it is worse; null without a line." }),
    baseline: numberOrNull.openapi({ description: "What the model had on its baseline, where it is known." }),
    estimated: z
      .boolean()
      .openapi({ description: "True where no label has come: what the answers let one expect." }),
  })
  .openapi("MeasuredMetric", { description: "A metric of the model's performance in one window." });

const pastWindowSchema = z
  .object({
    sequence: sequenceSchema.openapi({ description: "Of the entry that tells of it." }),
    start: timeSchema.nullable(),
    end: timeSchema,
    rows: z.int().nullable().openapi({ example: 480 }),
    judged: z.boolean(),
    score: z.number().nullable().openapi({
      description: "Evidence as a standard normal score without drift; null where it was not judged.",
      example: 2.6,
    }),
    cusum: z.number().nullable().openapi({ description: "The sum with this window.", example: 5.2 }),
    line: z.number().nullable().openapi({ description: "What the sum is compared with.", example: 6.47 }),
    effect: z.number().nullable().openapi({ description: "The largest distance among its features." }),
    features: z
      .array(driftFeatureSchema)
      .openapi({ description: "The violated ones, strongest first, at most ten." }),
    distances: z
      .array(
        z.object({
          feature: z.string().openapi({ example: "wind" }),
          distance: z.number().openapi({ example: 0.04 }),
          threshold: numberOrNull.openapi({ example: 0.2 }),
        }),
      )
      .openapi({
        description:
          "How far other features are, the strongest first, at most ten; empty where the monitor tells of violated ones alone.",
      }),
    metrics: z
      .array(metricSchema)
      .openapi({ description: "The model's performance, measured or estimated, at most ten." }),
    report: z.string().nullable().openapi({ description: "Where its report lies." }),
    problem: z
      .object({ reason: z.enum(windowProblems), words: z.string() })
      .nullable()
      .openapi({ description: "Why it was not judged, or not in full; null when it was." }),
    unread: z
      .object(unreadSchema.shape)
      .nullable()
      .openapi({ description: "What could not be read of it; null where the source does not say." }),
  })
  .openapi("PastWindow");

export const driftHistorySchema = z
  .object({
    minimumEffect: z.number().openapi({
      description: "Smaller distances are no reason to retrain, however certain they are.",
      example: 0.1,
    }),
    labels: z
      .object({
        groundTruth: z.string().openapi({ example: "s3://captures/ground-truth" }),
        minLabels: z.int().openapi({ description: "Hours with fewer are not judged.", example: 50 }),
      })
      .nullable()
      .openapi({ description: "Where the truth is put; null where the policy has no `quality`." }),
    schedules: z.array(
      z.object({
        schedule: z.string().openapi({ example: "driftwheel" }),
        source: z.enum(["driftwheel", "model-monitor", "external"]).nullable(),
        windows: z.array(pastWindowSchema).openapi({ description: "The newest, in the order of time." }),
      }),
    ),
    events: z
      .array(
        z.object({
          sequence: sequenceSchema,
          kind: z.enum(["drift-confirmed", "drift-cleared", "rollout-promoted"]),
          at: timeSchema,
          because: z.string(),
        }),
      )
      .openapi({ description: "When drift was confirmed or was over, and when another champion came." }),
  })
  .openapi("DriftHistory");

const shares = (example: number) =>
  z.object({ baseline: z.number().openapi({ example }), window: z.number() });

const distributionSchema = z
  .object({
    kind: z.enum(["numbers", "categories"]),
    bins: z
      .array(
        z.object({
          label: z.string().openapi({ example: "2 to 2.5" }),
          baseline: z.number(),
          window: z.number(),
        }),
      )
      .openapi({ description: "Shares of the values that are there, 0 to 1." }),
    missing: shares(0.01).openapi({ description: "Shares of all rows without a value." }),
    unknown: z.number().nullable().openapi({
      description:
        "Share of the window's values that the baseline does not have; null where values are numbers.",
    }),
    rows: shares(974),
  })
  .openapi("ComparedDistribution");

export const featureDistributionSchema = z
  .object({
    feature: z.string(),
    start: timeSchema.nullable(),
    end: timeSchema,
    distribution: orNull(distributionSchema),
    why: z
      .string()
      .nullable()
      .openapi({ description: "Why there is no distribution; null where there is one." }),
  })
  .openapi("FeatureDistribution");

export type DriftHistoryAnswer = z.infer<typeof driftHistorySchema>;
export type FeatureDistributionAnswer = z.infer<typeof featureDistributionSchema>;
