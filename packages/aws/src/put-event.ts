import {
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from "@aws-sdk/client-eventbridge";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { eventBridge } from "./clients/eventbridge.ts";

/**
 * Puts one event on a bus.
 *
 * @returns the event's id
 * @throws TransientError or Refused when the bus did not take it
 */
export async function putEvent(event: PutEventsRequestEntry): Promise<string> {
  const answer = await eventBridge().send(new PutEventsCommand({ Entries: [event] }));
  const [result] = answer.Entries ?? [];
  if ((answer.FailedEntryCount ?? 0) > 0 || !result?.EventId) throw rejected(event, result);
  return result.EventId;
}

/** PutEvents answers 200 and says for each event whether the bus took it. */
function rejected(event: PutEventsRequestEntry, result: PutEventsResultEntry | undefined): Error {
  const { ErrorCode = "no code", ErrorMessage = "no reason given" } = result ?? {};
  const text = `bus ${event.EventBusName ?? "default"} did not take ${event.DetailType}: ${ErrorCode}: ${ErrorMessage}`;
  return /Throttling|Internal/i.test(ErrorCode) ? new TransientError(text) : new Refused(text);
}
