import type { Entry } from "../vocabulary/entry.ts";
import { digest } from "../vocabulary/identity/digest.ts";

type Named = Pick<Entry, "model" | "sequence" | "at">;

/**
 * The `webhook-id` of an entry: the same for every attempt, redelivery and redrive, and for every subscription. The
 * entry's time is in it, so that a ledger begun anew never repeats the ids of an older one. It holds no full stop,
 * because signatures are made of `<id>.<timestamp>.<body>`.
 */
export function messageId({ model, sequence, at }: Named): string {
  return `msg_${model}_${String(sequence).padStart(8, "0")}_${digits(at)}`;
}

/** The moment inside a `webhook-id`, 17 digits that sort by time; null when it is no id of ours. */
export function momentOf(id: string): string | null {
  return /^msg_[a-z0-9-]+_\d{8,}_(\d{17})$/.exec(id)?.[1] ?? null;
}

/** The body of a message in the form that Standard Webhooks recommends. */
export interface Payload {
  /** `driftwheel.<kind>`, words apart by `_`. */
  readonly type: string;
  /** When the entry was written, not when it was sent. */
  readonly timestamp: string;
  readonly data: Entry;
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure */
export function payloadOf(entry: Entry): Payload {
  return { type: eventType(entry.kind), timestamp: entry.at, data: entry };
}

/** The specification wants event types of letters, digits and `_`, parted by full stops: `driftwheel.rollout_promoted`. */
export function eventType(kind: string): string {
  return `driftwheel.${kind.replaceAll("-", "_")}`;
}

/**
 * Name of the durable execution of a delivery, 1 to 64 characters: a second start under it starts nothing.
 *
 * @param execution 1, and one more for each redrive
 */
export function executionName(entry: Named, subscription: string, execution: number): string {
  const of = digest(messageId(entry)).toString(16).padStart(14, "0");
  return `d-${subscription}-${entry.sequence.toString(36)}-${of}-${execution}`;
}

/** `2026-08-03T10:00:00.000Z` is `20260803100000000`. */
function digits(at: string): string {
  return at.replaceAll(/[^0-9]/g, "").padEnd(17, "0");
}
