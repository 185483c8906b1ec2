import { z } from "@hono/zod-openapi";
import { packageSchema, sequenceSchema, timeSchema } from "./entry.ts";
import { orNull } from "./or-null.ts";

export const log = (description: string) => z.number().openapi({ description, example: 1.75 });

export const evidenceSchema = z
  .object({
    better: log("That the challenger is better."),
    worse: log("That it is worse."),
    notWorse: log("That it is not worse by what matters."),
    errors: log("That it fails more often."),
    slow: log("That it is slower than the champion's own 99th percentile too often."),
    coldStarts: log(
      "That its requests wait for new compute more often; absent where no guard asks.",
    ).optional(),
  })
  .openapi("Evidence", { description: "Natural logarithms of e-values. A line of ln(1/alpha) is proof." });

export const lineSchema = z
  .object({ better: z.number().openapi({ example: 3.69 }), harm: z.number().openapi({ example: 4.38 }) })
  .openapi("EvidenceLine", {
    description: "What the evidence is compared with: for a promotion, and for each harm.",
  });

const challengerSchema = z.object({
  version: z.int().openapi({ example: 5 }),
  package: packageSchema,
  variant: z.string().openapi({ example: "version-5" }),
});

const championSchema = z.object({
  version: z.int().nullable().openapi({ example: 4 }),
  package: packageSchema.nullable(),
  variant: z.string().openapi({ example: "version-4" }),
});

const outcomes = {
  trials: z.int().openapi({ description: "Outcomes that arrived.", example: 60 }),
  successes: z.int().openapi({ description: "How many of them were good.", example: 40 }),
};

export const runningRolloutSchema = z
  .object({
    rollout: z.string().openapi({ example: "frost-v5-1" }),
    sequence: sequenceSchema.openapi({ description: "Of its `rollout-started`." }),
    phase: z.enum([
      "deploying",
      "shadowing",
      "preparing",
      "looking",
      "shifting",
      "promoting",
      "baking",
      "rolling-back",
      "held",
    ]),
    startedAt: timeSchema,
    deadline: timeSchema,
    weight: z.number().openapi({
      description: "The challenger's share of the traffic in percent; of several each one's.",
      example: 10,
    }),
    looks: z.int().openapi({ example: 3 }),
    shadow: orNull(
      z.string().openapi({
        description: "What was seen of the challenger as a shadow, in one sentence.",
        example: "480 of 500 answers agree (96%) in all",
      }),
    ).openapi({ description: "Null for one that never was a shadow, and before its first look." }),
    champion: championSchema.extend(outcomes),
    challenger: challengerSchema.extend(outcomes),
    evidence: evidenceSchema,
    others: z
      .array(
        z.object({
          champion: z.object(outcomes).openapi({ description: "Beside this challenger." }),
          challenger: challengerSchema.extend(outcomes),
          evidence: evidenceSchema,
        }),
      )
      .optional()
      .openapi({
        description: "Other challengers that are still on trial with it; absent where there are none.",
      }),
  })
  .openapi("RunningRollout");

const otherSchema = z
  .object({
    challenger: challengerSchema,
    ended: z.enum(["running", "rolled-back", "superseded"]),
    reason: z.string().nullable().openapi({ description: "Why it was dropped; null where it was not." }),
    evidence: orNull(evidenceSchema).openapi({
      description: "After the last look at it; null before the first.",
    }),
    line: orNull(lineSchema),
  })
  .openapi("OtherChallenger", { description: "One of several challengers of a rollout." });

export const rolloutSchema = z
  .object({
    rollout: z.string().openapi({ example: "frost-v5-1" }),
    sequence: sequenceSchema.openapi({ description: "Of its `rollout-started`." }),
    result: z.enum(["running", "promoted", "rolled-back", "held"]),
    reason: z.string().nullable().openapi({ description: "Why it ended so; null while it runs." }),
    startedAt: timeSchema,
    endedAt: timeSchema.nullable(),
    deadline: timeSchema,
    weight: z
      .number()
      .openapi({ description: "The challenger's share of the traffic in percent, at last.", example: 50 }),
    looks: z.int().openapi({ example: 2 }),
    champion: championSchema,
    challenger: challengerSchema,
    evidence: orNull(evidenceSchema).openapi({
      description: "After the last look; null before the first.",
    }),
    line: orNull(lineSchema),
    others: z.array(otherSchema).optional().openapi({
      description:
        "Where several challengers were tried at once, those beside the one that was promoted or is left; absent where there were none.",
    }),
  })
  .openapi("Rollout");

export type OtherAnswer = z.infer<typeof otherSchema>;
export type RolloutAnswer = z.infer<typeof rolloutSchema>;
export type RunningRollout = z.infer<typeof runningRolloutSchema>;
