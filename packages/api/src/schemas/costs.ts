import { z } from "@hono/zod-openapi";
import { sequenceSchema, timeSchema } from "./entry.ts";
import { orNull } from "./or-null.ts";

const micros = (description: string) =>
  z.int().openapi({ description: `Millionths of a dollar. ${description}`, example: 1_260_000 });

const sumSchema = z
  .object({
    count: z.int().openapi({ example: 3 }),
    micros: micros("As far as it is known."),
    unknown: z.int().openapi({ description: "Of how many not all is known.", example: 1 }),
    estimate: micros("What the policy expects of these beside what is known."),
  })
  .openapi("CostSum");

const itemSchema = z.object({
  use: z.enum(["training", "processing", "transform", "hosting"]),
  instanceType: z.string().openapi({ example: "ml.m5.large" }),
  count: z.int().openapi({ description: "How many jobs or variants.", example: 2 }),
  instanceSeconds: z.int().openapi({ description: "Seconds times instances.", example: 5_400 }),
  perHour: micros("An hour of an instance.").nullable().openapi({
    description: "Null where no price is known.",
  }),
  micros: micros("Of all of them.").nullable().openapi({ description: "Null where no price is known." }),
});

const volumeSchema = z.object({
  use: z.enum(["training", "processing", "transform", "hosting"]),
  gigabyteSeconds: z.int().openapi({ description: "Gigabytes times seconds.", example: 108_000 }),
  perGigabyteMonth: micros("A gigabyte for a month of 30 days.").nullable().openapi({
    description: "Null where no price is known.",
  }),
  micros: micros("Of all of them.").nullable().openapi({ description: "Null where no price is known." }),
});

const costSchema = z
  .object({
    what: z.enum(["retraining", "trial"]),
    sequence: sequenceSchema.openapi({ description: "Of its `retraining-requested` or `rollout-started`." }),
    at: timeSchema,
    micros: micros("Of all that is known."),
    estimate: micros("What the policy's estimate says.").nullable().openapi({
      description: "The policy's estimate where not all is known; null where all is, or it says nothing.",
    }),
    recorded: z.boolean().openapi({ description: "False while it runs, or nobody has asked yet." }),
    unknown: z.array(z.string()).openapi({ description: "Why more may have been paid." }),
    items: z.array(itemSchema),
    volumes: z.array(volumeSchema).openapi({ description: "Of the instances' volumes." }),
  })
  .openapi("Cost", { description: "A retraining or a trial, and what it cost." });

const outcomesSchema = z
  .object({
    trials: z.int().openapi({ example: 180 }),
    successes: z.int().openapi({ description: "How many of them were good.", example: 62 }),
  })
  .openapi("CountedOutcomes");

const boughtSchema = z
  .object({
    sequence: sequenceSchema.openapi({ description: "Of its `retraining-requested`." }),
    at: timeSchema,
    askedBy: z.enum(["drift", "new-data", "person"]),
    version: z.int().nullable().openapi({ description: "That came of it; null when none did.", example: 5 }),
    became: z.enum(["nothing", "not-tried", "on-trial", "promoted", "rolled-back"]),
    micros: micros("It and its trials, as far as it is known."),
    complete: z.boolean().openapi({ description: "False when more may have been paid." }),
    before: orNull(outcomesSchema).openapi({
      description: "Of the champion: the day before the trial, and in it. Null when nothing was known.",
    }),
    after: orNull(outcomesSchema).openapi({
      description: "Of the new version: in the trial and its bake. Null when nothing was known.",
    }),
    difference: z.number().nullable().openapi({
      description:
        "As the promotion has it: the new rate less the old one, or how much better the mean value was; null without.",
      example: 0.31,
    }),
  })
  .openapi("Bought", { description: "What became of a retraining, beside what it cost." });

export const monthOfCostsSchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    month: z.string().openapi({ description: "UTC.", example: "2026-11" }),
    micros: micros("Of all together, as far as it is known."),
    retrainings: sumSchema,
    trials: sumSchema,
    upkeep: orNull(
      z.object({
        own: micros("Driftwheel's own functions, but those that watch."),
        monitoring: micros("The functions that watch, and Model Monitor's jobs."),
        unknown: z.array(z.string()).openapi({ description: "Why more may have been paid." }),
      }),
    ).openapi({
      description:
        "What it cost to run Driftwheel and to watch; null while the month goes on, or where it is not known.",
    }),
    costs: z.array(costSchema),
    bought: z.array(boughtSchema).openapi({ description: "What the month's retrainings brought." }),
  })
  .openapi("MonthOfCosts");

const budgetSchema = z
  .object({
    micros: micros("What retrainings may spend in 30 days."),
    spent: micros("In the last 30 days."),
    estimated: micros("How much of that is the policy's estimate."),
    left: micros("Never below 0."),
    alertAt: z.number().openapi({ description: "The share of it at which people are told.", example: 0.8 }),
    perRun: micros("What a run is expected to cost."),
    nextPossible: timeSchema.nullable().openapi({
      description: "When another run fits by itself; null when one does now.",
    }),
  })
  .openapi("Budget");

export const costsOfModelSchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    recorded: z.boolean().openapi({
      description: "Whether it is written down what retrainings and trials cost: by `costs` or a budget.",
    }),
    budget: orNull(budgetSchema).openapi({ description: "Null where the policy has none." }),
  })
  .openapi("CostsOfModel");

export type MonthOfCostsAnswer = z.infer<typeof monthOfCostsSchema>;
export type CostsOfModel = z.infer<typeof costsOfModelSchema>;
