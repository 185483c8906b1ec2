import { runKinds } from "../experiments/run-kinds.ts";
import type { Fleet } from "../policy/policy.ts";
import { mlflowDeliveries } from "../policy/rules/experiments.ts";
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

/**
 * To whom an entry is delivered: the subscriptions that want it, and the server of the fleet's experiments where it says
 * something of a run.
 */
export function recipientsOf(
  { webhooks = {}, models, experiments }: Pick<Fleet, "webhooks" | "models" | "experiments">,
  entry: Entry,
): readonly string[] {
  const experiment = models[entry.model]?.experiment;
  const isTracked = experiments !== undefined && experiment && runKinds.has(entry.kind);
  return [...wantedBy(webhooks, entry), ...(isTracked ? [mlflowDeliveries] : [])];
}
