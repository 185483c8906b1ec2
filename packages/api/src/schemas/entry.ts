import { entryKinds, ownKinds } from "@driftwheel/core/policy/entry-kinds.ts";
import { z } from "@hono/zod-openapi";

export const kindSchema = z.enum([...entryKinds, ...ownKinds]).openapi("EntryKind", {
  description: "What kind of fact an entry is.",
  example: "drift-confirmed",
});

export const timeSchema = z.string().openapi({
  format: "date-time",
  description: "ISO 8601, UTC.",
  example: "2026-05-04T09:30:00.000Z",
});

export const sequenceSchema = z
  .int()
  .openapi({ description: "Number of an entry in its model's ledger.", example: 42 });

export const packageSchema = z.string().openapi({
  description: "ARN of a model package.",
  example: "arn:aws:sagemaker:eu-central-1:111122223333:model-package/frost/5",
});

export const entrySchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema,
    kind: kindSchema,
    at: timeSchema,
    because: z.string().openapi({
      description: "Why it was written, with the numbers behind it.",
      example: "wind drifted: 2 windows (CUSUM 5.2 of 4.37).",
    }),
    causedBy: z.union([z.string(), z.int()]).openapi({
      description:
        "The signal that it came from (text), or the earlier entry that asked for it (its sequence).",
    }),
    data: z.record(z.string(), z.unknown()).openapi({
      description:
        "What entries of this kind carry beside their sentence. Entries are never rewritten, so old ones may lack fields that new ones have.",
    }),
  })
  .openapi("Entry", { description: "One immutable fact of a model's ledger." });

export type EntryAnswer = z.infer<typeof entrySchema>;
