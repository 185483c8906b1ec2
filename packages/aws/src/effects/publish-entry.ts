import { PutEventsCommand, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { EffectAnswer, PublishEntry } from "@driftwheel/core/effects/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/shell/errors.ts";
import { eventBridge } from "../clients/eventbridge.ts";

/** Announces an entry on Driftwheel's own bus: source `driftwheel`, detail-type the entry's kind. */
export async function publishEntry({ entry }: PublishEntry, bus: string): Promise<EffectAnswer> {
  const answer = await eventBridge().send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: bus,
          Source: "driftwheel",
          DetailType: entry.kind,
          Time: new Date(entry.at),
          Detail: JSON.stringify(entry),
        },
      ],
    }),
  );
  const [result] = answer.Entries ?? [];
  if ((answer.FailedEntryCount ?? 0) > 0 || !result?.EventId) throw rejected(bus, result);
  return { event: result.EventId };
}

/** PutEvents answers 200 and says per entry whether it took it. */
function rejected(bus: string, result: PutEventsResultEntry | undefined): Error {
  const { ErrorCode = "no code", ErrorMessage = "no reason given" } = result ?? {};
  const text = `bus ${bus} did not take the entry: ${ErrorCode}: ${ErrorMessage}`;
  return /Throttling|Internal/i.test(ErrorCode) ? new TransientError(text) : new Refused(text);
}
