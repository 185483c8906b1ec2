import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { EffectAnswer, PublishEntry } from "@driftwheel/core/vocabulary/effect.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { putEvent } from "../put-event.ts";

/** Announces an entry on Driftwheel's own bus: source `driftwheel`, detail-type the entry's kind. */
export async function publishEntry({ entry }: PublishEntry, bus: string): Promise<EffectAnswer> {
  return await announce(entry, bus);
}

/** The same for an entry of the account's own ledger. */
export async function publishIdleEntry(entry: IdleEntry, bus: string): Promise<EffectAnswer> {
  return await announce(entry, bus);
}

async function announce(entry: Entry | IdleEntry, bus: string): Promise<EffectAnswer> {
  const event = await putEvent({
    EventBusName: bus,
    Source: "driftwheel",
    DetailType: entry.kind,
    Time: new Date(entry.at),
    Detail: JSON.stringify(entry),
  });
  return { event };
}
