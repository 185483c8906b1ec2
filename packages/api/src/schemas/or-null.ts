import { z } from "@hono/zod-openapi";

/**
 * What may be null, for schemas that have a name in the document. Of those `.nullable()` documents something else: that
 * the schema of that name may be null, wherever it is used, or, with a description, a reference and a type that must
 * both be true.
 */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}
