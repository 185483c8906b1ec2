import type { Entry } from "../vocabulary/entry.ts";
import { messageId } from "./message.ts";

/** `dead`: every attempt failed, or the receiver said that no other will do. `dropped`: the subscription is disabled or gone. */
export type DeliveryStatus = "pending" | "delivered" | "dead" | "dropped";

export interface Attempt {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Milliseconds. */
  readonly took: number;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
  /** When the next one is made; null when there is none. */
  readonly next: string | null;
}

/** One message to one subscription, and what became of it, as it is stored. */
export interface DeliveryRecord {
  /** The `webhook-id`. */
  readonly id: string;
  readonly subscription: string;
  readonly model: string;
  readonly sequence: number;
  readonly kind: string;
  /** When the entry was written, ISO 8601 UTC. */
  readonly createdAt: string;
  readonly status: DeliveryStatus;
  /** Oldest first, of all executions. */
  readonly attempts: readonly Attempt[];
  /** 1, and one more for each redrive. */
  readonly execution: number;
}

/** What a delivery's durable execution is started with. */
export interface DeliveryInput {
  readonly subscription: string;
  /** 1, and one more for each redrive. */
  readonly execution: number;
  readonly entry: Entry;
}

/** A delivery that nothing was attempted of yet. */
export function newDelivery(
  { subscription, execution, entry }: DeliveryInput,
  status: DeliveryStatus,
): DeliveryRecord {
  return {
    id: messageId(entry),
    subscription,
    model: entry.model,
    sequence: entry.sequence,
    kind: entry.kind,
    createdAt: entry.at,
    status,
    attempts: [],
    execution,
  };
}

export interface SubscriptionStatus {
  readonly name: string;
  readonly status: "live" | "disabled";
  readonly since: string | null;
  readonly why: string | null;
}

/** What was sent to whom, by subscription. */
export interface DeliveryLog {
  /**
   * Deliveries of a subscription, the latest entry's first. A page may hold fewer than `limit` although more follow:
   * `next` is what tells; it goes into `after`.
   */
  deliveries(
    subscription: string,
    query: { status?: DeliveryStatus; after?: string; limit: number },
  ): Promise<{ deliveries: readonly DeliveryRecord[]; next: string | null }>;
  delivery(subscription: string, id: string): Promise<DeliveryRecord | null>;
  /** Keeps it, unless a later execution of the same delivery has written already. */
  put(delivery: DeliveryRecord): Promise<void>;
  status(subscription: string): Promise<SubscriptionStatus>;
  /** `disabled` also for whoever asks again with the same reason and time: it was their doing. */
  disable(subscription: string, why: string, at: string): Promise<"disabled" | "already">;
  enable(subscription: string): Promise<void>;
}

/** A delivery log that also keeps what was to be sent, so that it can be sent again. */
export interface DeliveryStore extends DeliveryLog {
  /** Keeps a delivery that nothing is known of yet, with the entry that it is of; changes nothing otherwise. */
  introduce(delivery: DeliveryRecord, entry: Entry): Promise<void>;
  /** Keeps a delivery together with the entry that it is of, unless a later execution has written already. */
  open(delivery: DeliveryRecord, entry: Entry): Promise<void>;
  /** The entry that a delivery is of; null when nothing is known of it. */
  entry(subscription: string, id: string): Promise<Entry | null>;
}

export interface Redrive {
  /** Sends again what is dead, dropped or stuck: the deliveries named, or all. Answers which were begun. */
  redrive(subscription: string, ids: readonly string[] | null): Promise<{ redriven: readonly string[] }>;
}
