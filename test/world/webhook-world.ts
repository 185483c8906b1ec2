import { redriveOf } from "@driftwheel/aws/webhooks/redrive.ts";
import { runKinds } from "@driftwheel/core/experiments/run-kinds.ts";
import { mlflowDeliveries } from "@driftwheel/core/policy/rules/experiments.ts";
import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { DeliveryInput, DeliveryStatus, DeliveryStore } from "@driftwheel/core/webhooks/delivery.ts";
import { wantedBy } from "@driftwheel/core/webhooks/matching.ts";
import { executionName, messageId } from "@driftwheel/core/webhooks/message.ts";
import type { Attempted } from "@driftwheel/webhooks/outbound/attempt.ts";
import { deliveryActivities } from "../../functions/delivery/delivery-activities.ts";
import { deliveryWorkflow } from "../../functions/delivery/delivery-workflow.ts";
import type { DurableSteps } from "../../functions/shell/durable-steps.ts";
import { fanOut } from "../../functions/webhooks/fan-out.ts";
import { deliveriesInMemory } from "./deliveries-in-memory.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What a receiver answers to an attempt; it takes its time before it does. */
interface ReceiverAnswer {
  readonly status: number | null;
  readonly retryAfter?: string;
  /** Milliseconds. */
  readonly takes?: number;
}

/** One attempt as a receiver saw it. */
export interface Seen {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Gets the attempts that it saw, this one included. */
export type Receiver = (seen: readonly Seen[]) => ReceiverAnswer;

interface Options {
  readonly time: VirtualTime;
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** Makes an attempt to write the runs of an entry; nobody is told of runs unless it is given. */
  readonly track?: (entry: Entry) => Promise<Attempted>;
  /** Kills the machine after a step was done and before it is remembered: true for the steps where it does. */
  readonly forgets?: (step: string, subscription: string) => boolean;
}

export interface WebhookWorld {
  readonly log: DeliveryStore;
  readonly redrive: (
    subscription: string,
    ids: readonly string[] | null,
  ) => Promise<{ redriven: readonly string[] }>;
  /** What each receiver saw, in order. */
  readonly seen: Readonly<Record<string, Seen[]>>;
  readonly told: readonly string[];
  readonly announce: (entry: Entry) => Promise<readonly string[]>;
  /** As Lambda does with the names of executions that ended long ago. */
  readonly forgetNames: () => void;
  /** Executions that have not ended. */
  readonly running: () => number;
  readonly ended: readonly (DeliveryStatus | "over-already")[];
}

const patience = 15_000;

/** Driftwheel's own fan-out, workflow, judgement and redrive, between receivers that are played and virtual time. */
export function webhookWorld({ time, receivers, track, forgets = () => false }: Options): WebhookWorld {
  const log = deliveriesInMemory();
  const seen: Record<string, Seen[]> = Object.fromEntries(Object.keys(receivers).map((name) => [name, []]));
  const told: string[] = [];
  const ended: (DeliveryStatus | "over-already")[] = [];
  const started = new Set<string>();
  const subscriptions: Readonly<Record<string, Subscription>> = Object.fromEntries(
    Object.keys(receivers).map((name) => [
      name,
      { url: `https://${name}.example/`, format: "standard" as const, secret: `/${name}` },
    ]),
  );
  let running = 0;

  /** A step that was forgotten is done again after a while, as a durable execution does it. */
  function durable(subscription: string): DurableSteps {
    const forgotten = new Set<string>();
    return {
      async step(name, act) {
        for (;;) {
          const result = await act();
          if (forgotten.has(name) || !forgets(name, subscription)) return result;
          forgotten.add(name);
          await time.sleep(2_000);
        }
      },
      wait: (_name, seconds) => time.sleep(seconds * 1_000),
    };
  }

  async function attempt(entry: Entry, subscription: string) {
    const begun = time.now();
    const history = seen[subscription] ?? [];
    history.push({ id: messageId(entry), at: begun.getTime() });
    const { status, retryAfter = null, takes = 20 } = receivers[subscription]?.(history) ?? { status: 200 };
    await time.sleep(Math.min(takes, patience));
    const late = takes > patience;
    return {
      at: begun.toISOString(),
      took: time.now().getTime() - begun.getTime(),
      status: late ? null : status,
      retryAfter: late ? null : retryAfter,
      error: late ? "no answer within 15 seconds" : status === 200 ? null : `answered ${status}`,
    };
  }

  async function start(begin: DeliveryInput): Promise<void> {
    const { entry, subscription, execution } = begin;
    const name = executionName(entry, subscription, execution);
    if (started.has(name)) return;
    started.add(name);
    running++;
    const activities = deliveryActivities({
      name: subscription,
      recipient: {
        format: "standard",
        attempt: () =>
          track && subscription === mlflowDeliveries ? track(entry) : attempt(entry, subscription),
      },
      entry,
      log,
      now: () => time.now(),
      notifyDisabled: async (disabled, why) => void told.push(`${disabled}: ${why}`),
    });
    time.after(100, async () => {
      ended.push(await deliveryWorkflow(durable(subscription), activities, begin));
      running--;
    });
  }

  return {
    log,
    redrive: (subscription, ids) => redriveOf({ log, start }).redrive(subscription, ids),
    seen,
    told,
    announce: (entry) => {
      const isTracked = track !== undefined && runKinds.has(entry.kind);
      const wanted = [...wantedBy(subscriptions, entry), ...(isTracked ? [mlflowDeliveries] : [])];
      return fanOut(entry, wanted, { log, start });
    },
    forgetNames: () => started.clear(),
    running: () => running,
    ended,
  };
}
