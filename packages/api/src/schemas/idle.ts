import type { IdleKind } from "@driftwheel/core/idle/resource.ts";
import { z } from "@hono/zod-openapi";
import { sequenceSchema, timeSchema } from "./entry.ts";

const kinds = [
  "notebook-instance",
  "studio-domain",
  "studio-user-profile",
  "studio-space",
  "studio-app",
  "endpoint",
  "variant",
  "endpoint-config",
  "model",
  "experiment",
] as const satisfies readonly IdleKind[];

const resourceSchema = z.string().openapi({
  description: "As `driftwheel idle undo` takes it.",
  example: "notebook-instance/shore",
});

export const idleFindingSchema = z
  .object({
    resource: resourceSchema,
    kind: z.enum(kinds),
    name: z.string().openapi({ example: "shore" }),
    arn: z.string().openapi({
      example: "arn:aws:sagemaker:eu-central-1:111122223333:notebook-instance/shore",
    }),
    sequence: sequenceSchema.openapi({ description: "Of its `idle-found`, in the account's own ledger." }),
    status: z.enum(["found", "stopping", "stopped", "restoring"]).openapi({
      description: "`stopping` and `restoring` are under way: asked for, and not confirmed.",
    }),
    since: timeSchema.openapi({ description: "Since when it is as it is." }),
    foundAt: timeSchema,
    because: z.string().openapi({ description: "Why it is idle, with the numbers behind it." }),
    monthly: z.number().nullable().openapi({
      description:
        "Dollars that a month of it costs as if it ran all the time; null where no price is known.",
      example: 83.95,
    }),
    notActed: z.string().nullable().openapi({
      description: "Why nothing is done to it; null where nothing stands in the way.",
    }),
    act: z
      .enum([
        "stop-notebook",
        "delete-endpoint",
        "set-idle-timeout",
        "delete-app",
        "delete-model",
        "delete-endpoint-config",
      ])
      .nullable()
      .openapi({ description: "What was asked for or done; null while it was only found." }),
    stoppedAt: timeSchema.nullable().openapi({ description: "Null while it is not." }),
    undo: z.string().nullable().openapi({
      description: "What taking it back would do; null where nothing was done, or it cannot be undone.",
      example: "the instance is started again",
    }),
  })
  .openapi("IdleFinding");

export const idleSumSchema = z
  .object({
    count: z.int().openapi({ example: 3 }),
    monthly: z.number().openapi({ description: "Dollars a month, of those with a price.", example: 83.95 }),
    unpriced: z.int().openapi({ description: "How many have no price.", example: 1 }),
  })
  .openapi("IdleSum");

export const restingSchema = z
  .object({
    resource: resourceSchema,
    at: timeSchema,
    why: z.string().openapi({ example: "noor took it back" }),
  })
  .openapi("IdleResting", { description: "What was taken back or refused, and is left alone for a while." });

export type IdleFindingAnswer = z.infer<typeof idleFindingSchema>;
export type IdleSum = z.infer<typeof idleSumSchema>;
