import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { type FreshData, freshDataSchema } from "../schemas/fresh-data.ts";

const troubles = freshDataSchema.shape.troubles.element.shape.trouble.options;

/** What has come that no retraining has seen; null where nobody waits for data, or nothing was read so far. */
export function freshDataView({ freshData }: State): FreshData | null {
  if (!freshData) return null;
  const { source, readAt, mark, last, lost } = freshData;
  return {
    source,
    readAt,
    newSince: mark?.until ?? null,
    files: last?.files ?? 0,
    bytes: last?.bytes ?? 0,
    records: last?.records ?? null,
    oldest: last?.oldest ?? null,
    enough: last?.enough ?? false,
    troubles: troubles.flatMap((trouble) => {
      const told = lost[trouble];
      return told ? [{ trouble, since: told.since }] : [];
    }),
  };
}
