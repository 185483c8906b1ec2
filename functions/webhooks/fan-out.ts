import type { StartDelivery } from "@driftwheel/aws/webhooks/start-delivery.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { type DeliveryStore, newDelivery } from "@driftwheel/core/webhooks/delivery.ts";
import { messageId } from "@driftwheel/core/webhooks/message.ts";

export interface FanOut {
  readonly log: Pick<DeliveryStore, "status" | "introduce">;
  readonly start: StartDelivery;
}

/**
 * Starts a delivery of the entry to every subscription that wants it. Each is written down before it is started, so
 * that one whose execution never begins is in the log all the same. To a disabled subscription none is started: its
 * delivery is dropped, where a redrive finds it. All subscriptions are tried, whichever fails.
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
      const input = { subscription, execution: 1, entry };
      const disabled = (await log.status(subscription)).status === "disabled";
      await log.introduce(newDelivery(input, disabled ? "dropped" : "pending"), entry);
      if (disabled) return null;
      await start(input);
      return subscription;
    }),
  );
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  if (failed.length > 0) {
    throw new TransientError(
      `${failed.length} of ${wanted.length} deliveries of ${messageId(entry)} were not started, the first: ${failed[0]?.reason}`,
      { cause: failed[0]?.reason },
    );
  }
  return outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" && outcome.value !== null ? [outcome.value] : [],
  );
}
