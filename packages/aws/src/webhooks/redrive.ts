import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { DeliveryRecord, DeliveryStore, Redrive } from "@driftwheel/core/webhooks/delivery.ts";
import type { StartDelivery } from "./start-delivery.ts";

interface Redriven {
  readonly log: DeliveryStore;
  readonly start: StartDelivery;
  /** The machine's clock unless given. */
  readonly now?: () => Date;
}

/**
 * A step that fails is tried again for about a day before its execution dies. What is pending for longer than this
 * after its next attempt was due is nobody's work any more.
 */
const stuckAfter = 26 * 3_600_000;

/** Started side by side. */
const atOnce = 10;
/** In one call, so that whoever asked has an answer in seconds; a second call goes on. */
const most = 500;

/**
 * Starts another execution for deliveries that are dead, were dropped, or whose execution is gone. The execution itself writes the delivery
 * down as pending, under the next number: two who redrive the same one start it once. Of all deliveries, the latest
 * five hundred are begun in one call.
 *
 * @throws Refused while the subscription is disabled: everything would be dropped again
 */
export function redriveOf({ log, start, now = () => new Date() }: Redriven): Redrive {
  function isLost({ status, attempts, createdAt }: DeliveryRecord): boolean {
    if (status === "dead" || status === "dropped") return true;
    const due = Date.parse(attempts.at(-1)?.next ?? createdAt);
    return status === "pending" && due + stuckAfter < now().getTime();
  }

  async function among(subscription: string, ids: readonly string[]): Promise<readonly DeliveryRecord[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => log.delivery(subscription, id)));
    return found.filter((delivery) => delivery !== null).filter(isLost);
  }

  async function all(subscription: string): Promise<readonly DeliveryRecord[]> {
    const found: DeliveryRecord[] = [];
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

  async function begin({ id, subscription, execution }: DeliveryRecord): Promise<string | null> {
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
      const wanted = ids === null ? await all(subscription) : await among(subscription, ids.slice(0, most));
      const redriven: string[] = [];
      for (let first = 0; first < wanted.length; first += atOnce) {
        const begun = await Promise.all(wanted.slice(first, first + atOnce).map(begin));
        redriven.push(...begun.filter((id) => id !== null));
      }
      return { redriven };
    },
  };
}
