import { z } from "@hono/zod-openapi";
import { entrySchema, sequenceSchema, timeSchema } from "../schemas/entry.ts";
import { pagesSchema } from "../schemas/page.ts";

export const linkViewSchema = z
  .object({
    action: z.enum(["explain", "approve", "reject", "acknowledge"]),
    model: z.string().openapi({ example: "frost" }),
    sequence: sequenceSchema.openapi({ description: "The entry that it is about." }),
    expires: timeSchema,
    entry: entrySchema,
    before: z.array(entrySchema).openapi({ description: "What led to the entry, oldest first." }),
    after: z.array(entrySchema).openapi({ description: "What followed from it." }),
    links: pagesSchema,
  })
  .openapi("Link", { description: "What a signed link is about." });

export type LinkView = z.infer<typeof linkViewSchema>;
