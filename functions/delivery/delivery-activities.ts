import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { DeliveryStore } from "@driftwheel/core/webhooks/delivery.ts";
import type { Attempted } from "@driftwheel/webhooks/outbound/attempt.ts";
import type { DeliveryActivities } from "./delivery-workflow.ts";

export interface DeliveryContext {
  readonly name: string;
  /** As the fleet has it; undefined when it is gone. */
  readonly subscription: Subscription | undefined;
  readonly entry: Entry;
  readonly log: DeliveryStore;
  readonly now: () => Date;
  readonly attempt: (entry: Entry, subscription: Subscription) => Promise<Attempted>;
  readonly notifyDisabled: (subscription: string, why: string) => Promise<void>;
}

/** The workflow's activities: the delivery log, and whatever sends. */
export function deliveryActivities(context: DeliveryContext): DeliveryActivities {
  const { name, subscription, entry, log } = context;
  return {
    format: subscription?.format ?? "standard",
    async open(delivery) {
      const known = await log.delivery(name, delivery.id);
      const over = known !== null && known.execution === delivery.execution && known.status !== "pending";
      if (over || (known !== null && known.execution > delivery.execution)) return null;
      const attempts = known?.attempts ?? [];
      await log.open({ ...delivery, attempts }, entry);
      return attempts;
    },
    async attempt() {
      if (subscription === undefined) return drop("the fleet has no such subscription any more");
      const { status, why } = await log.status(name);
      if (status === "disabled") return drop(`the subscription is disabled: ${why}`);
      return await context.attempt(entry, subscription);
    },
    record: (delivery) => log.put(delivery),
    disable: (why, at) => log.disable(name, why, at),
    notifyDisabled: (why) => context.notifyDisabled(name, why),
  };

  function drop(dropped: string) {
    return { at: context.now().toISOString(), dropped };
  }
}
