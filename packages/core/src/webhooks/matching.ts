import type { Subscription } from "../policy/subscriptions.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";

export type AlertEntry = EntryOf<"alert-raised"> | EntryOf<"alert-escalated"> | EntryOf<"alert-resolved">;

export function isAlert(entry: Entry): entry is AlertEntry {
  return entry.kind === "alert-raised" || entry.kind === "alert-escalated" || entry.kind === "alert-resolved";
}

/** True when a subscription wants an entry. PagerDuty and Slack are sent alerts only, whatever else happens. */
function wants(subscription: Subscription, entry: Entry): boolean {
  const { format, kinds, models } = subscription;
  if (format !== "standard" && !isAlert(entry)) return false;
  return (
    (kinds === undefined || kinds.some((kind) => kind === entry.kind)) &&
    (models === undefined || models.includes(entry.model))
  );
}

/** Names of the subscriptions that want an entry, in the fleet's order. */
export function wantedBy(
  subscriptions: Readonly<Record<string, Subscription>>,
  entry: Entry,
): readonly string[] {
  return Object.entries(subscriptions)
    .filter(([, subscription]) => wants(subscription, entry))
    .map(([name]) => name);
}
