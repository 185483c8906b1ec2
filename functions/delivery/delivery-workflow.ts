import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import {
  type Attempt,
  type DeliveryInput,
  type DeliveryRecord,
  type DeliveryStatus,
  newDelivery,
} from "@driftwheel/core/webhooks/delivery.ts";
import { type AttemptVerdict, judgeAttempt } from "@driftwheel/core/webhooks/judge-attempt.ts";
import type { Attempted } from "@driftwheel/webhooks/outbound/attempt.ts";
import type { DurableSteps } from "../shell/durable-steps.ts";

/** Nothing was sent, and why. */
interface Dropped {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly dropped: string;
}

/** What a delivery does outside. Each is one step: it may happen twice, when the machine dies before it is remembered. */
export interface DeliveryActivities {
  readonly format: Subscription["format"];
  /** Writes the delivery down; answers the attempts of earlier executions, or null when this one is over already. */
  open(delivery: DeliveryRecord): Promise<readonly Attempt[] | null>;
  /** Sends, unless the subscription is disabled or gone: then says why. */
  attempt(): Promise<Attempted | Dropped>;
  record(delivery: DeliveryRecord): Promise<void>;
  /** Answers whether it was this delivery's doing. */
  disable(why: string, at: string): Promise<"disabled" | "already">;
  /** Tells people that a subscription was disabled. */
  notifyDisabled(why: string): Promise<void>;
}

/** What is kept of a delivery that was redriven many times. */
const mostAttempts = 50;

/**
 * The workflow of a delivery: it is written down, attempted, written down again, and so on until a receiver took it, said
 * that it never will, or the schedule is over. There is one execution for each message and subscription, so a slow or
 * broken receiver holds nobody else up.
 *
 * An attempt is at-least-once: when the machine dies between the receiver's answer and the memory of it, the same
 * message goes out again, with the same `webhook-id`.
 */
export async function deliveryWorkflow(
  durable: DurableSteps,
  activities: DeliveryActivities,
  input: DeliveryInput,
): Promise<DeliveryStatus | "over-already"> {
  const opened = newDelivery(input, "pending");
  const earlier = await durable.step("write it down", () => activities.open(opened));
  if (earlier === null) return "over-already";
  const seed = `${opened.id} ${opened.subscription} ${opened.execution}`;

  let attempts = earlier;
  const write = (status: DeliveryStatus, step: string) =>
    durable.step(step, () => activities.record({ ...opened, status, attempts }));

  for (let made = 1; ; made++) {
    const attempted = await durable.step(`attempt ${made}`, () => activities.attempt());
    if ("dropped" in attempted) {
      attempts = [...attempts, notSent(attempted)].slice(-mostAttempts);
      await write("dropped", `drop before attempt ${made}`);
      return "dropped";
    }
    const now = new Date(Date.parse(attempted.at) + attempted.took);
    const verdict = judgeAttempt({ answer: attempted, made, now, format: activities.format, seed });
    attempts = [...attempts, remembered(attempted, verdict)].slice(-mostAttempts);
    if (verdict.verdict === "disable") {
      const why = `${opened.id} was answered 410: the receiver is gone`;
      const by = await durable.step("disable the subscription", () => activities.disable(why, attempted.at));
      if (by === "disabled") await durable.step("tell of it", () => activities.notifyDisabled(why));
    }
    const status = statusAfter(verdict);
    await write(status, `record attempt ${made}`);
    if (verdict.verdict !== "retry") return status;
    await durable.wait(`until attempt ${made + 1}`, verdict.inSeconds);
  }
}

function statusAfter({ verdict }: AttemptVerdict): DeliveryStatus {
  switch (verdict) {
    case "delivered":
      return "delivered";
    case "retry":
      return "pending";
    case "disable":
      return "dropped";
    case "dead":
      return "dead";
  }
}

function remembered({ at, took, status, error }: Attempted, verdict: AttemptVerdict): Attempt {
  return { at, took, status, error, next: verdict.verdict === "retry" ? verdict.at : null };
}

function notSent({ at, dropped }: Dropped): Attempt {
  return { at, took: 0, status: null, error: `not sent: ${dropped}`, next: null };
}
