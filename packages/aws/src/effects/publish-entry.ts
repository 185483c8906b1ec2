import type { EffectAnswer, PublishEntry } from "@driftwheel/core/vocabulary/effect.ts";
import { putEvent } from "../put-event.ts";

/** Announces an entry on Driftwheel's own bus: source `driftwheel`, detail-type the entry's kind. */
export async function publishEntry({ entry }: PublishEntry, bus: string): Promise<EffectAnswer> {
  const event = await putEvent({
    EventBusName: bus,
    Source: "driftwheel",
    DetailType: entry.kind,
    Time: new Date(entry.at),
    Detail: JSON.stringify(entry),
  });
  return { event };
}
