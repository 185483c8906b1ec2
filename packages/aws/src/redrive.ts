import { Refused } from "@driftwheel/core/shell/errors.ts";
import type { Delivery, DeliveryStore, Redrive } from "@driftwheel/core/webhooks/delivery.ts";
import type { StartDelivery } from "./start-delivery.ts";

interface Redriven {
  readonly log: DeliveryStore;
  readonly start: StartDelivery;
}

/** Started side by side. */
const atOnce = 10;
/** In one call, so that whoever asked has an answer in seconds; a second call goes on. */
const most = 500;

/**
 * Starts another execution for deliveries that are dead or were dropped. The execution itself writes the delivery
 * down as pending, under the next number: two who redrive the same one start it once. Of all deliveries, the latest
 * five hundred are begun in one call.
 *
 * @throws Refused while the subscription is disabled: everything would be dropped again
 */
export function redriveOf({ log, start }: Redriven): Redrive {
  async function begin({ id, subscription, execution }: Delivery): Promise<string | null> {
    const entry = await log.entry(subscription, id);
    if (entry === null) return null;
    await start({ subscription, execution: execution + 1, entry });
    return id;
  }

  return {
    async redrive(subscription, ids) {
      const { status, since, why } = await log.status(subscription);
      if (status === "disabled") {
        throw new Refused(`${subscription} is disabled since ${since} (${why}); enable it first`);
      }
      const wanted =
        ids === null ? await lost(log, subscription) : await among(log, subscription, ids.slice(0, most));
      const redriven: string[] = [];
      for (let first = 0; first < wanted.length; first += atOnce) {
        const begun = await Promise.all(wanted.slice(first, first + atOnce).map(begin));
        redriven.push(...begun.filter((id) => id !== null));
      }
      return { redriven };
    },
  };
}

function isLost({ status }: Delivery): boolean {
  return status === "dead" || status === "dropped";
}

async function among(log: DeliveryStore, subscription: string, ids: readonly string[]) {
  const found = await Promise.all([...new Set(ids)].map((id) => log.delivery(subscription, id)));
  return found.filter((delivery) => delivery !== null).filter(isLost);
}

async function lost(log: DeliveryStore, subscription: string): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<DeliveryStore["deliveries"]>> = await log.deliveries(subscription, {
      limit: 200,
      ...(after === null ? {} : { after }),
    });
    found.push(...page.deliveries.filter(isLost));
    after = page.next;
  } while (after !== null && found.length < most);
  return found.slice(0, most);
}
