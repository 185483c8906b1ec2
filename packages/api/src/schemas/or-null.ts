import { z } from "@hono/zod-openapi";

/**
 * What may be null, for schemas that have a name in the document: of those `.nullable()` documents what is never null.
 * The bare reference is left, or a reference and a type that must both be true.
 */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}
