import type { BusEvent } from "../world.ts";

/** An event as EventBridge hands it to a target. */
export interface EventEnvelope {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 UTC in whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function envelopeOf(
  event: BusEvent,
  place: { readonly account: string; readonly region: string; readonly id: string },
): EventEnvelope {
  return {
    version: "0",
    id: place.id,
    "detail-type": event.detailType,
    source: event.source,
    account: place.account,
    time: (event.time ?? new Date()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    region: place.region,
    resources: event.resources,
    detail: event.detail,
  };
}
