import { z } from "@hono/zod-openapi";
import { sequenceSchema, timeSchema } from "./entry.ts";

export const subscriptionSchema = z
  .object({
    name: z.string().openapi({ example: "on-call" }),
    format: z.enum(["standard", "pagerduty", "slack", "mlflow"]),
    kinds: z
      .array(z.string())
      .nullable()
      .openapi({ description: "Kinds of entries that are sent; null for all.", example: ["alert-raised"] }),
    models: z
      .array(z.string())
      .nullable()
      .openapi({ description: "Models whose entries are sent; null for all." }),
    status: z.enum(["live", "disabled"]),
    since: timeSchema.nullable(),
    why: z
      .string()
      .nullable()
      .openapi({ description: "Why it was disabled.", example: "The receiver answered 410." }),
  })
  .openapi("Subscription", {
    description: "Who is sent entries by webhook. Addresses and secrets are not told.",
  });

export const deliveryStatusSchema = z
  .enum(["pending", "delivered", "dead", "dropped"])
  .openapi("DeliveryStatus", {
    description:
      "`dead`: every attempt failed; redrive it. `dropped`: the subscription was disabled or is gone from the fleet.",
  });

export const deliverySchema = z
  .object({
    id: z.string().openapi({ description: "The message's `webhook-id`.", example: "msg_frost_42" }),
    subscription: z.string().openapi({ example: "on-call" }),
    model: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema.openapi({ description: "The entry that is delivered." }),
    kind: z.string().openapi({ example: "alert-raised" }),
    createdAt: timeSchema,
    status: deliveryStatusSchema,
    attempts: z.array(
      z.object({
        at: timeSchema,
        took: z.number().openapi({ description: "Milliseconds.", example: 84 }),
        status: z.int().nullable().openapi({
          description: "The receiver's HTTP status; null when there was no answer.",
          example: 503,
        }),
        error: z.string().nullable(),
        next: timeSchema.nullable().openapi({ description: "When it is tried again; null when it is not." }),
      }),
    ),
    execution: z.int().openapi({ description: "1, and one more for each redrive.", example: 1 }),
  })
  .openapi("Delivery");
