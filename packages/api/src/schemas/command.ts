import { severities } from "@driftwheel/core/vocabulary/severity.ts";
import { z } from "@hono/zod-openapi";
import { entrySchema, sequenceSchema } from "./entry.ts";

const reason = z
  .string("is missing; why, in a few words")
  .trim()
  .min(1, "is empty; why, in a few words")
  .max(1_000, "at most 1000 characters")
  .openapi({ description: "Why. It is kept in the ledger.", example: "The sensors were replaced." });

const expectedSequence = z
  .int("a whole number: the sequence of the ledger's last entry that you saw")
  .min(0, "0 or more: the sequence of the ledger's last entry that you saw")
  .openapi({
    description:
      "The `sequence` of the model as you saw it. When an entry has changed how it stands since, nothing is done; one that only tells, confirms or observes something is no change.",
    example: 42,
  });

const plain = z.strictObject({ reason, expectedSequence });

export const plainBody = plain.openapi("CommandBody");

export const versionBody = plain
  .extend({
    version: z
      .int("a whole number: the model package's version")
      .min(1, "1 or more: the model package's version")
      .openapi({ description: "Version of the model package in the model's group.", example: 5 }),
  })
  .openapi("VersionCommandBody");

export const alertBody = plain
  .extend({
    alert: z
      .int("a whole number: the sequence of the alert's entry")
      .min(1, "1 or more: the sequence of the alert's entry")
      .openapi({ description: "Sequence of the entry `alert-raised`.", example: 40 }),
  })
  .openapi("AcknowledgeBody");

export const testBody = plain
  .extend({
    severities: z
      .array(z.enum(severities, `one of ${severities.join(", ")}`), "is missing; at which severities")
      .min(1, `one or more of ${severities.join(", ")}`)
      .transform((asked) => severities.filter((severity) => asked.includes(severity)))
      .openapi({ description: "One alert is sent at each of these.", example: ["page", "notify"] }),
  })
  .openapi("TestAlertsBody");

export const commandAnswerSchema = z
  .object({
    result: z.enum(["accepted", "repeated"]).openapi({
      description: "`repeated`: it was done when this key first came, and `entries` are what it led to then.",
      example: "accepted",
    }),
    sequence: sequenceSchema.openapi({ description: "The ledger's end now.", example: 44 }),
    entries: z.array(entrySchema).openapi({
      description: "All that the command led to; the first, `command-accepted`, names who gave it.",
    }),
    why: z.string().nullable(),
  })
  .openapi("CommandAnswer", { description: "What became of a command." });
