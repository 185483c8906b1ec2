import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { DeliveryStore } from "@driftwheel/core/webhooks/delivery.ts";
import type { Attempted } from "@driftwheel/webhooks/outbound/attempt.ts";
import type { DeliveryActivities } from "./delivery-workflow.ts";

/** Who is told of an entry, and how. */
export interface Recipient {
  readonly format: Subscription["format"];
  readonly attempt: (entry: Entry) => Promise<Attempted>;
}

export interface DeliveryContext {
  readonly name: string;
  /** As the fleet has it; undefined when it is gone. */
  readonly recipient: Recipient | undefined;
  readonly entry: Entry;
  readonly log: DeliveryStore;
  readonly now: () => Date;
  readonly notifyDisabled: (subscription: string, why: string) => Promise<void>;
}

/** The workflow's activities: the delivery log, and whatever sends. */
export function deliveryActivities(context: DeliveryContext): DeliveryActivities {
  const { name, recipient, entry, log } = context;
  return {
    format: recipient?.format ?? "standard",
    async open(delivery) {
      const known = await log.delivery(name, delivery.id);
      const over = known !== null && known.execution === delivery.execution && known.status !== "pending";
      if (over || (known !== null && known.execution > delivery.execution)) return null;
      const attempts = known?.attempts ?? [];
      await log.open({ ...delivery, attempts }, entry);
      return attempts;
    },
    async attempt() {
      if (recipient === undefined) return drop("the fleet has no such subscription any more");
      const { status, why } = await log.status(name);
      if (status === "disabled") return drop(`the subscription is disabled: ${why}`);
      return await recipient.attempt(entry);
    },
    record: (delivery) => log.put(delivery),
    disable: (why, at) => log.disable(name, why, at),
    notifyDisabled: (why) => context.notifyDisabled(name, why),
  };

  function drop(dropped: string) {
    return { at: context.now().toISOString(), dropped };
  }
}
