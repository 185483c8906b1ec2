import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Attempt, DeliveryRecord, DeliveryStatus } from "@driftwheel/core/webhooks/delivery.ts";
import { momentOf } from "@driftwheel/core/webhooks/message.ts";

/** DynamoDB deletes an item some time after the moment in its attribute `expires`. */
const keptForDays = 90;

/** The attributes that make a delivery; the entry lies beside them. */
export const deliveryAttributes = [
  "id",
  "subscription",
  "model",
  "sequence",
  "kind",
  "createdAt",
  "status",
  "attempts",
  "execution",
] as const;

/** A delivery as it is written; with its entry where one is given. */
export function attributesOf(delivery: DeliveryRecord, entry: Entry | null): Record<string, AttributeValue> {
  return {
    id: { S: delivery.id },
    subscription: { S: delivery.subscription },
    model: { S: delivery.model },
    sequence: { N: String(delivery.sequence) },
    kind: { S: delivery.kind },
    createdAt: { S: delivery.createdAt },
    status: { S: delivery.status },
    attempts: { S: JSON.stringify(delivery.attempts) },
    execution: { N: String(delivery.execution) },
    expires: { N: String(expiry(delivery)) },
    ...(entry === null ? {} : { entry: { S: JSON.stringify(entry) } }),
  };
}

/** Seconds since 1970: ninety days after the last thing that is known of it. */
function expiry({ createdAt, attempts }: DeliveryRecord): number {
  return Math.ceil(Date.parse(attempts.at(-1)?.at ?? createdAt) / 1_000) + keptForDays * 86_400;
}

/** Where a delivery lies; null when the id is none of ours. */
export function deliveryKey(subscription: string, id: string): Record<string, AttributeValue> | null {
  const moment = momentOf(id);
  if (moment === null) return null;
  return { pk: { S: `SUBSCRIPTION#${subscription}` }, sk: { S: `DELIVERY#${moment}#${id}` } };
}

/** A delivery as it was written. */
export function deliveryOf(item: Readonly<Record<string, AttributeValue>>): DeliveryRecord {
  return {
    id: item.id?.S ?? "",
    subscription: item.subscription?.S ?? "",
    model: item.model?.S ?? "",
    sequence: Number(item.sequence?.N),
    kind: item.kind?.S ?? "",
    createdAt: item.createdAt?.S ?? "",
    // Only attributesOf() above says what is written here.
    status: item.status?.S as DeliveryStatus,
    attempts: JSON.parse(item.attempts?.S ?? "[]") as readonly Attempt[],
    execution: Number(item.execution?.N),
  };
}
