import type { StartDelivery } from "@driftwheel/aws/start-delivery.ts";
import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { TransientError } from "@driftwheel/core/shell/errors.ts";
import type { DeliveryStore } from "@driftwheel/core/webhooks/delivery.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";

export interface FanOut {
  readonly log: Pick<DeliveryStore, "status" | "delivery" | "open">;
  readonly start: StartDelivery;
}

/**
 * Starts a delivery of the entry to every subscription that wants it. To a disabled one none is started: its delivery is
 * written down as dropped, so that a redrive finds it. All subscriptions are tried, whichever fails.
 *
 * @param wanted names of the subscriptions
 * @returns the subscriptions that a delivery was started to
 * @throws TransientError when some could not be started; started again, the others start nothing twice
 */
export async function fanOut(
  entry: Entry,
  wanted: readonly string[],
  { log, start }: FanOut,
): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(
    wanted.map(async (subscription) => {
      if ((await log.status(subscription)).status === "disabled") {
        await writeDropped(entry, subscription, log);
        return null;
      }
      await start({ subscription, execution: 1, entry });
      return subscription;
    }),
  );
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  if (failed.length > 0) {
    const [first] = failed;
    throw new TransientError(
      `${failed.length} of ${wanted.length} deliveries of ${messageId(entry)} were not started, the first: ${first?.reason}`,
      { cause: first?.reason },
    );
  }
  return outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" && outcome.value !== null ? [outcome.value] : [],
  );
}

/** Not over what a delivery of the same message came to before the subscription was disabled. */
async function writeDropped(entry: Entry, subscription: string, log: FanOut["log"]): Promise<void> {
  const id = messageId(entry);
  if ((await log.delivery(subscription, id)) !== null) return;
  await log.open(
    {
      id,
      subscription,
      model: entry.model,
      sequence: entry.sequence,
      kind: entry.kind,
      createdAt: entry.at,
      status: "dropped",
      attempts: [],
      execution: 1,
    },
    entry,
  );
}
