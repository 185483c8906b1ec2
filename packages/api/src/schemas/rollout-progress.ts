import { z } from "@hono/zod-openapi";
import { sequenceSchema, timeSchema } from "./entry.ts";
import { orNull } from "./or-null.ts";
import { evidenceSchema, lineSchema, log, rolloutSchema } from "./rollout.ts";

const armSchema = z
  .object({
    requests: z.int().openapi({ example: 1201 }),
    outcomes: z.int().openapi({ description: "Outcomes that are known.", example: 1201 }),
    good: z.int().nullable().openapi({
      description: "How many of them are good; null where outcomes are values.",
      example: 511,
    }),
    mean: z.number().nullable().openapi({
      description: "Of the values, where outcomes are values; null otherwise, and before the first.",
    }),
    guarded: z
      .object({ invocations: z.int(), errors: z.int(), slow: z.int() })
      .openapi({ description: "What the guards judge: invocations after the warm-ups." }),
  })
  .openapi("ArmProgress", { description: "What one arm has shown since the rollout began." });

const differenceSchema = z
  .object({
    difference: z.number().openapi({ description: "The challenger's less the champion's.", example: 0.12 }),
    low: z.number().openapi({ example: 0.08 }),
    high: z.number().openapi({ example: 0.16 }),
  })
  .openapi("DifferenceInterval", {
    description:
      "Of rates (0.12 is 12 percentage points), or of means where outcomes are values, with a 95% confidence sequence: an interval that holds at every look at once. Each look's arms are compared with each other, so that a level that both share and that wanders is no difference.",
  });

const ratioSchema = z
  .object({
    asked: z.number().openapi({ description: "As the weights ask for.", example: 0.2 }),
    served: z.number().openapi({ example: 0.197 }),
    standardErrors: z.number().openapi({
      description: "How far they are apart, in standard errors of chance. Beyond 4 it is no chance.",
      example: -0.4,
    }),
  })
  .openapi("SampleRatio", { description: "The challenger's share of all requests, 0 to 1." });

const splitSchema = z
  .object({
    of: z.enum(["requests", "units"]).openapi({
      description: "Units (users, sessions) where the policy names them, by each one's first request.",
    }),
    found: z.enum(["as asked", "mismatch", "not enough data"]),
    asked: z.number().openapi({ description: "The challenger's share, 0 to 1.", example: 0.2 }),
    served: z.number().openapi({ example: 0.197 }),
    champion: z.int(),
    challenger: z.int(),
    evidence: log("That the traffic was divided otherwise than it was asked for."),
    line: z.number().openapi({ description: "What the evidence is compared with.", example: 6.91 }),
    designEffect: z.number().openapi({
      description: "So many counts carry the information of one that is assigned by itself.",
    }),
  })
  .openapi("SplitCheck", { description: "Whether the traffic was divided as it was asked for." });

const pointSchema = z
  .object({
    sequence: sequenceSchema.openapi({ description: "Of its `rollout-looked`." }),
    look: z.int().openapi({ example: 3 }),
    end: timeSchema,
    weight: z.number().openapi({
      description: "The challenger's share of the traffic in percent, during the look.",
      example: 20,
    }),
    decision: z.enum(["promote", "roll-back", "shift", "continue", "not-enough-data", "hold", "deadline"]),
    champion: armSchema,
    challenger: armSchema,
    evidence: evidenceSchema,
    line: lineSchema,
    differences: z.object({
      outcomes: orNull(differenceSchema),
      errors: orNull(differenceSchema),
      slow: orNull(differenceSchema),
    }),
    judges: z.array(z.enum(["outcomes", "errors", "latency", "cold-starts"])),
    ratio: orNull(ratioSchema).openapi({ description: "Null while nobody asked anything." }),
    split: orNull(splitSchema).openapi({
      description: "Null where it is not checked, and in earlier entries.",
    }),
  })
  .openapi("RolloutPoint", { description: "How a rollout stood after one of its looks." });

const needSchema = z
  .object({
    of: z.enum(["proof", "no-harm", "outcomes", "invocations", "traffic", "duration"]),
    met: z.boolean(),
    have: z.number().openapi({
      description:
        "Evidence as a natural logarithm, counts of the arm that has fewer, percent of the traffic, or milliseconds.",
    }),
    wanted: z.number().openapi({
      description: "What it is compared with; for `no-harm` what it must stay below.",
    }),
  })
  .openapi("RolloutNeed", { description: "One thing that a promotion waits for, and how far it is." });

export const rolloutProgressSchema = z
  .object({
    rollout: rolloutSchema,
    promoteWhen: z.enum(["better", "not worse"]),
    outcomes: z.enum(["rates", "values"]).openapi({
      description: "Whether an outcome is good or bad, or a value.",
    }),
    better: z.enum(["higher", "lower"]).openapi({ description: "Which way outcomes are better." }),
    minimumEffects: z
      .object({ outcomes: z.number(), errors: z.number(), slow: z.number() })
      .openapi({ description: "The smallest differences that matter, in the differences' own units." }),
    ramp: z.array(z.number()).openapi({ description: "The challenger's shares in percent, step by step." }),
    needs: z.array(needSchema).openapi({
      description:
        "What a promotion waits for since the last look; empty before the first, and once it is over.",
    }),
    pace: orNull(
      z.object({
        outcomes: z.int().openapi({ description: "Of both arms together.", example: 420 }),
        milliseconds: z.number(),
      }),
    ).openapi({
      description:
        "How much more the proof takes, should the evidence go on to grow as it has on the whole; null where it is there, or does not grow.",
    }),
    points: z.array(pointSchema).openapi({ description: "In the order of looks." }),
    others: z
      .array(
        z.object({
          challenger: z.object({ version: z.int(), variant: z.string() }),
          ended: z.enum(["running", "rolled-back", "superseded"]),
          reason: z.string().nullable(),
          point: orNull(pointSchema).openapi({ description: "After its last look; null before the first." }),
        }),
      )
      .optional()
      .openapi({
        description:
          "Where several challengers were tried at once, those beside the one that `points` are of; absent where there were none.",
      }),
    more: z.boolean().openapi({ description: "Whether there are later looks: ask `after` the last one." }),
  })
  .openapi("RolloutProgress");

export type RolloutProgressAnswer = z.infer<typeof rolloutProgressSchema>;
