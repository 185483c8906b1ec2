import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type {
  DeliveryRecord,
  DeliveryStore,
  SubscriptionStatus,
} from "@driftwheel/core/webhooks/delivery.ts";

/** A delivery log by the same rules as the one in DynamoDB. */
export function deliveriesInMemory(): DeliveryStore {
  const deliveries = new Map<string, DeliveryRecord>();
  const entries = new Map<string, Entry>();
  const disabled = new Map<string, SubscriptionStatus>();
  const key = (subscription: string, id: string) => `${subscription} ${id}`;

  function write(delivery: DeliveryRecord): void {
    const known = deliveries.get(key(delivery.subscription, delivery.id));
    if (known && known.execution > delivery.execution) return;
    deliveries.set(key(delivery.subscription, delivery.id), delivery);
  }

  return {
    async deliveries(subscription, { status, after, limit }) {
      const all = [...deliveries.values()]
        .filter((one) => one.subscription === subscription)
        .sort((one, other) =>
          one.createdAt === other.createdAt
            ? other.id.localeCompare(one.id)
            : other.createdAt.localeCompare(one.createdAt),
        );
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const matching = all.slice(from).filter((one) => status === undefined || one.status === status);
      return {
        deliveries: matching.slice(0, limit),
        next: matching.length > limit ? (matching[limit - 1]?.id ?? null) : null,
      };
    },
    delivery: async (subscription, id) => deliveries.get(key(subscription, id)) ?? null,
    entry: async (subscription, id) => entries.get(key(subscription, id)) ?? null,
    async introduce(delivery, entry) {
      if (deliveries.has(key(delivery.subscription, delivery.id))) return;
      write(delivery);
      entries.set(key(delivery.subscription, delivery.id), entry);
    },
    async open(delivery, entry) {
      write(delivery);
      entries.set(key(delivery.subscription, delivery.id), entry);
    },
    put: async (delivery) => write(delivery),
    status: async (name) => disabled.get(name) ?? { name, status: "live", since: null, why: null },
    async disable(name, why, since) {
      const known = disabled.get(name);
      if (known && (known.why !== why || known.since !== since)) return "already";
      disabled.set(name, { name, status: "disabled", since, why });
      return "disabled";
    },
    enable: async (name) => void disabled.delete(name),
  };
}
