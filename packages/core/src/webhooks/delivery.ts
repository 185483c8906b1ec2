export type DeliveryStatus = "pending" | "delivered" | "dead" | "dropped"; // dropped: subscription disabled or gone
export interface Attempt {
  readonly at: string;
  readonly took: number /* ms */;
  readonly status: number | null;
  readonly error: string | null;
  readonly next: string | null;
}
export interface Delivery {
  readonly id: string /* webhook-id */;
  readonly subscription: string;
  readonly model: string;
  readonly sequence: number;
  readonly kind: string;
  readonly createdAt: string;
  readonly status: DeliveryStatus;
  readonly attempts: readonly Attempt[];
  readonly execution: number /* 1, and one more for each redrive */;
}
export interface SubscriptionStatus {
  readonly name: string;
  readonly status: "live" | "disabled";
  readonly since: string | null;
  readonly why: string | null;
}
export interface DeliveryLog {
  deliveries(
    subscription: string,
    query: { status?: DeliveryStatus; after?: string; limit: number },
  ): Promise<{ deliveries: readonly Delivery[]; next: string | null }>;
  delivery(subscription: string, id: string): Promise<Delivery | null>;
  put(delivery: Delivery): Promise<void>;
  status(subscription: string): Promise<SubscriptionStatus>;
  disable(subscription: string, why: string, at: string): Promise<"disabled" | "already">;
  enable(subscription: string): Promise<void>;
}
export interface Redrive {
  redrive(subscription: string, ids: readonly string[] | null): Promise<{ redriven: readonly string[] }>;
}
