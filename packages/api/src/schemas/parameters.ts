import { z } from "@hono/zod-openapi";

const name = /^[a-z][a-z0-9-]{0,31}$/;

export const modelName = z.string().regex(name, "lower case letters, digits and hyphens, at most 32");

export const modelParameter = modelName.openapi({
  param: { name: "model", in: "path" },
  description: "The model's name in the fleet.",
  example: "frost",
});

export const subscriptionParameter = z
  .string()
  .regex(name, "lower case letters, digits and hyphens, at most 32")
  .openapi({
    param: { name: "name", in: "path" },
    description: "The subscription's name in the fleet.",
    example: "on-call",
  });

/** A whole number in a path or a query. */
export function wholeNumber(least: number, most: number) {
  const expected = `a whole number from ${least} to ${most}`;
  return z.coerce.number(expected).int(expected).min(least, expected).max(most, expected);
}

export const idempotencyHeader = z.object({
  "idempotency-key": z
    .string("is missing; a text of your own that makes this request one and the same when you send it again")
    .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/, "1 to 128 printable characters")
    .openapi({
      description:
        "A text of your own, different for every act and the same when you send one again: it is done once. A UUID does.",
      example: "5b1f7b9e-6a5e-4d0a-9d1c-2f7a0a1c9a11",
    }),
});
