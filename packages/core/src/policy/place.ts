import * as z from "zod";

const expected = "must be the column of a CSV row, from 0, a path in JSON, or a JMESPath";

/** Where a value stands in a label or an answer. */
export const place = z.union(
  [z.int(expected).gte(0, expected), z.string().min(1, expected).max(1_000, expected)],
  expected,
);
