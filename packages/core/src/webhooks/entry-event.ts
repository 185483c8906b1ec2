import * as z from "zod/mini";
import type { Entry } from "../vocabulary/entry.ts";
import { BadInput } from "../vocabulary/errors.ts";

const text = z.string("must be a text").check(z.minLength(1, "must not be empty"));

const entry = () =>
  z.looseObject({
    model: z
      .string("must be the model's name")
      .check(z.regex(/^[a-z][a-z0-9-]{0,31}$/, "must be a model's name")),
    sequence: z
      .number("must be a whole number")
      .check(z.int("must be a whole number"), z.positive("must be above 0")),
    kind: z
      .string("must be the entry's kind")
      .check(z.regex(/^[a-z]+(-[a-z]+)*$/, "must be an entry's kind")),
    at: z
      .string("must be a time")
      .check(
        z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, "must be a time like 2026-01-31T12:00:00.000Z"),
      ),
    because: text,
    causedBy: z.union([z.string(), z.number()], "must be a signal's identity or an entry's sequence"),
    data: z.record(z.string(), z.unknown(), "must be an object"),
  });

const event = () => z.object({ source: z.literal("driftwheel", 'must be "driftwheel"'), detail: entry() });

/**
 * The entry that an event of Driftwheel's own bus announces.
 *
 * @throws BadInput naming the field, its value and what would be right
 */
export function announcedEntry(input: unknown): Entry {
  return asEntry(read(event(), input, "the event").detail);
}

/**
 * An entry that was sent on as it was announced.
 *
 * @throws BadInput naming the field, its value and what would be right
 */
export function entryOf(input: unknown): Entry {
  return asEntry(read(entry(), input, "the entry"));
}

function asEntry(checked: z.output<ReturnType<typeof entry>>): Entry {
  // Driftwheel's own publish-entry made it; what is checked is what deliveries rely on, and kinds to come pass too.
  return checked as unknown as Entry;
}

function read<Schema extends z.ZodMiniType>(schema: Schema, input: unknown, name: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const path = first?.path ?? [];
  const value = path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    input,
  );
  throw new BadInput(`${path.join(".") || name} is ${JSON.stringify(value) ?? "missing"}: ${first?.message}`);
}
