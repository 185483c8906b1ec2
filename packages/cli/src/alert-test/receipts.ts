import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import {
  deliveryPage,
  entryPage,
  type ShownDelivery,
  type Subscription,
  subscriptions,
} from "../api/answers.ts";
import { type Api, path, query } from "../api/client.ts";
import type { Context } from "../context/context.ts";

/** What became of one alert on one of its ways. */
export interface Receipt {
  readonly severity: string;
  /** Sequence of the alert's entry. */
  readonly alert: number;
  readonly to: "topic" | "webhook";
  /** The topic's ARN, null as long as nobody knows it; or the subscription's name. */
  readonly name: string | null;
  /** `kept`: for the digest of quiet hours or of a storm. `waiting`: nobody knows so far. */
  readonly status: "sent" | "kept" | "waiting" | "failed";
  /** The message's id, the receiver's answer, or why it was not sent. */
  readonly detail: string;
}

/** As many as the API gives at once. */
const most = 200;
const pause = 1_000;

/**
 * Asks until it is known of every alert what became of it on each of its ways, or until the time is over.
 *
 * @param patience milliseconds
 */
export async function receiptsOf(
  alerts: readonly EntryOf<"alert-raised">[],
  patience: number,
  api: Api,
  context: Context,
): Promise<readonly Receipt[]> {
  const answer = await api.get("/webhooks", subscriptions);
  const until = context.now().getTime() + patience;
  for (let rounds = 0; ; rounds += 1) {
    const receipts = await read(alerts, answer.subscriptions, api);
    const open = receipts.filter(({ status }) => status === "waiting").length;
    // The clock of a test may stand still; so may a machine's.
    if (open === 0 || context.now().getTime() >= until || rounds * pause >= patience) {
      context.progress(null);
      return receipts;
    }
    context.progress(`${open} of ${receipts.length} are on their way`);
    await context.wait(pause);
  }
}

async function read(
  alerts: readonly EntryOf<"alert-raised">[],
  all: readonly Subscription[],
  api: Api,
): Promise<readonly Receipt[]> {
  const [first] = alerts;
  if (!first) return [];
  const { model } = first;
  const entriesAt = path("models", model, "entries") + query({ after: first.sequence, limit: most });
  const [{ entries }, webhooks] = await Promise.all([
    api.get(entriesAt, entryPage),
    Promise.all(
      all
        .filter((one) => takesAlerts(one, model))
        .map(async (subscription) => {
          const at = path("webhooks", subscription.name, "deliveries") + query({ limit: most });
          return { subscription, ...(await api.get(at, deliveryPage)) };
        }),
    ),
  ]);
  return alerts.flatMap((alert) => [
    byTopic(alert, entries),
    ...webhooks.map(({ subscription, deliveries }) => byWebhook(alert, subscription, deliveries)),
  ]);
}

function takesAlerts({ kinds, models }: Subscription, model: string): boolean {
  return (kinds?.includes("alert-raised") ?? true) && (models?.includes(model) ?? true);
}

function byTopic({ sequence, data }: EntryOf<"alert-raised">, entries: readonly Entry[]): Receipt {
  const receipt = { severity: data.severity, alert: sequence, to: "topic", name: null } as const;
  for (const entry of entries.toReversed()) {
    const isIts =
      (entry.kind === "effect-done" || entry.kind === "effect-failed" || entry.kind === "effect-postponed") &&
      entry.data.of === sequence &&
      entry.data.effect === "send-alert";
    if (!isIts) continue;
    if (entry.kind !== "effect-done") return { ...receipt, status: "failed", detail: entry.data.error };
    const { message, topic = null, kept } = entry.data.answer;
    return kept === undefined
      ? { ...receipt, name: topic, status: "sent", detail: `message ${message}` }
      : { ...receipt, status: "kept", detail: kept };
  }
  return { ...receipt, status: "waiting", detail: "the ledger does not say so far that it was sent" };
}

function byWebhook(
  { sequence, model, data }: EntryOf<"alert-raised">,
  { name, why }: Subscription,
  deliveries: readonly ShownDelivery[],
): Receipt {
  const receipt = { severity: data.severity, alert: sequence, to: "webhook", name } as const;
  const delivery = deliveries.find((one) => one.model === model && one.sequence === sequence);
  if (!delivery) return { ...receipt, status: "waiting", detail: "no delivery was begun so far" };
  const last = delivery.attempts.at(-1);
  const said = last === undefined ? "no attempt so far" : lastSaid(last);
  switch (delivery.status) {
    case "delivered":
      return { ...receipt, status: "sent", detail: said };
    case "pending":
      return { ...receipt, status: "waiting", detail: said };
    case "dropped":
      return { ...receipt, status: "failed", detail: `the subscription is disabled: ${why ?? "or gone"}` };
    default:
      return { ...receipt, status: "failed", detail: said };
  }
}

function lastSaid({ status, error, next }: ShownDelivery["attempts"][number]): string {
  const answer = error ?? `HTTP ${status}`;
  return next === null ? answer : `${answer}; again at ${next}`;
}
