import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { type HookResult, postponed, repeated, taken } from "./answers.ts";
import type { HookAction } from "./meaning.ts";
import type { DeliveryName, HookPorts } from "./ports.ts";

/**
 * Does what a delivery asks for, once. A delivery is claimed, acted on, and confirmed; only then does the sender hear
 * 2xx, so whatever breaks before makes it send again. What may break, and what the next copy meets:
 *
 * - before the claim: nothing happened; the copy is the first.
 * - between claim and event: the claim stands unconfirmed. The copy is told to come again, until the claim is older
 *   than a function can live, and then takes it over. Nothing is lost.
 * - between event and confirmation: the same, so the event is put again, with the same key. Whoever reads it knows
 *   the key (a command's identity, new data's, a report's window), so nothing is done twice.
 * - the bus says no, or says nothing: the claim is given back and the copy is the first again; by the same key the
 *   event counts once if both came through. If giving back fails, the claim grows old, as above.
 * - two copies at once: one has the claim; the other is told to come again, and is then a repetition.
 *
 * An outcome is a metric, and a metric has no key: put twice, it counts twice, and trials that never were are
 * evidence to a rollout. So its claim is confirmed before it is put. A process that dies between loses it; what was
 * lost only makes a decision later. It is given back only when CloudWatch has answered that it did not count.
 */
export async function act(
  wanted: HookAction,
  delivery: DeliveryName,
  at: Date,
  ports: HookPorts,
): Promise<HookResult> {
  const claim = await ports.deliveries.claim(delivery, ports.clock.now(), wanted.kind === "outcome");
  if (claim.result === "repeated") return repeated;
  if (claim.result === "under-way") return postponed("another copy of it is being acted on");
  const giveBack = () => ports.deliveries.release(delivery, claim.token).catch(() => {});

  switch (wanted.kind) {
    case "event":
      try {
        await ports.putEvent(wanted.event, at);
      } catch (error) {
        await giveBack();
        return postponed(because(error), !(error instanceof TransientError));
      }
      await ports.deliveries.confirm(delivery, claim.token);
      return taken(wanted.event.detailType);
    case "outcome":
      try {
        const counted = await ports.countOutcome(wanted.endpoint, wanted.outcome);
        if (counted === "counted") return taken("Outcome");
        await giveBack();
        return postponed("CloudWatch did not count the outcome");
      } catch (error) {
        return postponed(`the outcome is perhaps lost: ${because(error)}`, true);
      }
  }
}

function because(error: unknown): string {
  if (error instanceof TransientError || error instanceof Refused) return error.message;
  return error instanceof Error ? `${error.name}: ${errorMessage(error)}` : String(error);
}
