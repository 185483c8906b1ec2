import type { DeliveryStatus, Subscription } from "../api/api-types.ts";
import type { Tone } from "../words/tone.ts";

export const deliveryStatuses: readonly DeliveryStatus[] = ["pending", "delivered", "dead", "dropped"];

export const deliveryTones: Readonly<Record<DeliveryStatus, Tone>> = {
  pending: "active",
  delivered: "good",
  dead: "bad",
  dropped: "quiet",
};

/** What a subscription is sent. */
export function sentWords({ kinds, models }: Pick<Subscription, "kinds" | "models">): string {
  const what = kinds === null ? "Every entry" : listed(kinds);
  return models === null ? `${what} of every model` : `${what} of ${listed(models)}`;
}

/** What a receiver answered. */
export function attemptWords(status: number | null, error: string | null): string {
  if (status === null) return error ?? "no answer";
  return error === null ? `answered ${status}` : `answered ${status} (${error})`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
