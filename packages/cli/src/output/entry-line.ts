import { upcast } from "@driftwheel/core/ledger/upcast.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { z } from "zod";

/** An entry as it stands in a file or in the API's answers. */
export const entryFields = z
  .object({
    model: z.string(),
    sequence: z.int().positive(),
    kind: z.string(),
    at: z.iso.datetime(),
    because: z.string(),
    causedBy: z.union([z.string(), z.int().positive()]),
    data: z.record(z.string(), z.unknown()),
  })
  // What `data` holds was checked by the decider that wrote it; an entry is never changed afterwards.
  .transform((fields) => upcast(fields as unknown as Entry));

/** One entry as one line of JSON with exactly its fields, in the order in which people read them. */
export function entryLine({ model, sequence, kind, at, because, causedBy, data }: Entry): string {
  return JSON.stringify({ model, sequence, kind, at, because, causedBy, data });
}
