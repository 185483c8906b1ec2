import { z } from "zod";

/** A point in time as any of the protocols sends it: epoch seconds (JSON), ISO text (query), a date (CBOR). */
export const timestamp = z.union([z.date(), z.number(), z.string()]).transform((sent, context) => {
  const time =
    sent instanceof Date
      ? sent
      : typeof sent === "number" || /^\d+(\.\d+)?$/.test(sent)
        ? new Date(Number(sent) * 1000)
        : new Date(sent);
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: "custom", message: "is no timestamp" });
  return z.NEVER;
});

/** A list; clients leave out an empty one. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).default([]);
}

export const dimensions = listOf(z.object({ Name: z.string(), Value: z.string() })).transform((pairs) =>
  Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value])),
);
