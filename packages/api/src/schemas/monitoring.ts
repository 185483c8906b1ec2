import { windowProblems } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { z } from "@hono/zod-openapi";
import { timeSchema } from "./entry.ts";

export const unreadSchema = z.object({
  lines: z.int().openapi({ description: "Requests or labels that could not be read.", example: 12 }),
  reasons: z
    .array(
      z.object({
        reason: z.string().openapi({ example: "a row has 64 values; expected 63" }),
        lines: z.int(),
      }),
    )
    .openapi({ description: "Why, the most frequent reason first; rare ones are left out." }),
  example: z.string().nullable().openapi({
    description: "The form of one that was not understood, its values told by their type.",
    example: '{"instances": [{"x": [number]}]}',
  }),
});

const blindSchema = z.object({
  reason: z.enum(windowProblems).openapi({ example: "no-files" }),
  words: z.string().openapi({ description: "What is wrong, with names and numbers." }),
  since: timeSchema.openapi({ description: "End of the first window of which it is so." }),
  windows: z.int().openapi({ description: "Windows in a row; 0 where no window is told of.", example: 3 }),
  told: z.boolean().openapi({
    description: "People were told: it has been so for the policy's `blindAfter` windows, or longer.",
  }),
});

export const monitoringSchema = z
  .array(
    z.object({
      subject: z.string().openapi({
        description:
          "The schedule: `driftwheel` for captured requests, `driftwheel-quality` for ground truth, `driftwheel-quality-rare` for rare classes in it, else another tool's.",
        example: "driftwheel",
      }),
      lastWindow: z
        .object({ end: timeSchema, judged: z.boolean() })
        .nullable()
        .openapi({ description: "The newest window, judged or not." }),
      lastJudged: z
        .object({
          end: timeSchema,
          rows: z.int().nullable().openapi({ example: 480 }),
          unread: unreadSchema.nullable().openapi({ description: "Null when the source does not say." }),
        })
        .nullable()
        .openapi({ description: "The newest window that was judged; null when none ever was." }),
      blind: blindSchema.nullable().openapi({
        description: "What it cannot see now, and why; null when its newest window was judged in full.",
      }),
    }),
  )
  .openapi({ description: "What is watched, when it was last judged, on how much, and what is not seen." });

export type Monitoring = z.infer<typeof monitoringSchema>;
