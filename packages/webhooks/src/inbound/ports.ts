import type { Clock, RotatingSecrets } from "@driftwheel/core/vocabulary/ports.ts";

/** Names a delivery for good: whose it is, and a digest of what is the same in every copy of it. */
export interface DeliveryName {
  readonly source: string;
  readonly digest: string;
}

type Claimed =
  /** Ours to act on; the token proves it. */
  | { readonly result: "claimed"; readonly token: string }
  /** Someone acted on it before. */
  | { readonly result: "repeated" }
  /** Someone is at it, and is not done. */
  | { readonly result: "under-way" };

/**
 * The record of every delivery that was acted on, kept for good: signatures of most schemes never expire, so a
 * captured request can come back after any time.
 */
interface HookDeliveries {
  /**
   * Writes the delivery down, if nobody did, or if who did so is dead and was not done.
   *
   * @param done true when what follows must not be tried twice
   * @throws TransientError, Refused
   */
  claim(delivery: DeliveryName, now: Date, done: boolean): Promise<Claimed>;
  /** It was acted on. */
  confirm(delivery: DeliveryName, token: string): Promise<void>;
  /** It was not acted on, and may be by the next copy. */
  release(delivery: DeliveryName, token: string): Promise<void>;
}

export interface HookEvent {
  /**
   * Commands go to Driftwheel's own bus, whose policy says who may put which source; the rest to the account's default
   * bus, as it comes from other tools.
   */
  readonly bus: "default" | "driftwheel";
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface VariantOutcome {
  readonly variant: string;
  readonly successes: number;
  readonly trials: number;
  /** When the requests came that were checked, milliseconds since 1970; null for "now". */
  readonly at: number | null;
}

export interface HookPorts {
  readonly clock: Clock;
  readonly secrets: RotatingSecrets;
  readonly deliveries: HookDeliveries;
  /** Puts an event on its bus; rejects when the bus did not take it, or may not have. */
  putEvent(event: HookEvent, at: Date): Promise<void>;
  /** Counts an outcome; rejects when nobody knows whether it was counted. */
  countOutcome(endpoint: string, outcome: VariantOutcome): Promise<"counted" | "not-counted">;
}
