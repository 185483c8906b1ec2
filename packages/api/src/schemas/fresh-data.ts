import { z } from "@hono/zod-openapi";
import { timeSchema } from "./entry.ts";

/** Data that no retraining has seen. */
export const freshDataSchema = z
  .object({
    source: z.string().openapi({ example: "s3://frost-data/labelled/" }),
    readAt: timeSchema.nullable().openapi({ description: "When it was read last; null before that." }),
    newSince: timeSchema
      .nullable()
      .openapi({ description: "Files that were written after this are new; null where all of them are." }),
    files: z.int().openapi({ example: 3 }),
    bytes: z.int().openapi({ example: 1234 }),
    records: z
      .int()
      .nullable()
      .openapi({ description: "Of a feature group, where the policy counts them; else null.", example: 120 }),
    oldest: timeSchema.nullable().openapi({ description: "When the oldest of them was written." }),
    enough: z.boolean().openapi({ description: "Whether they are worth a retraining by the policy." }),
    troubles: z
      .array(
        z.object({
          trouble: z.enum(["stopped", "unreadable", "store-unusable", "job-failed"]),
          since: timeSchema,
        }),
      )
      .openapi({ description: "Why data are not known to come, as people were told." }),
  })
  .openapi("FreshData");

export type FreshData = z.infer<typeof freshDataSchema>;
