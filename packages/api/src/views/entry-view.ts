import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { EntryAnswer } from "../schemas/entry.ts";

/** An entry as the API answers it. */
export function entryView(entry: Entry): EntryAnswer {
  return { ...entry, data: { ...entry.data } };
}
